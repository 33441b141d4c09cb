'use client'

import { BothLanguages, type Translate } from '@/components/ui/both-languages'
import { Guilloche } from '@/components/ui/guilloche'
import { ServiceIcon } from '@/components/ui/service-icon'
import type { Hall, NextOpening } from '@/lib/client/display-hall'
import { isOffered } from '@/lib/client/services-offered'
import { nameIn, type Service } from '@/lib/domain/catalogue'
import type { Language } from '@/lib/domain/ids'
import { longDate, spokenHour } from '@/lib/i18n/formats'

/** While nobody is called: what a hall has to know instead, so that the screen is never blank. */
export function QuietHall({ hall, services }: { hall: Hall; services: readonly Service[] }) {
  return (
    <section className="relative col-span-full flex min-h-0 flex-col justify-center gap-[3.4vmin] overflow-hidden bg-green px-[5vmin] py-[2.4vmin] text-white portrait:row-span-2">
      <Guilloche className="absolute -top-[34vmin] -right-[36vmin] w-[110vmin] text-white/10" />
      <div className="relative">
        <h1 className="text-balance font-bold text-[max(44px,9vmin)] leading-[1.08] tracking-tight">
          <BothLanguages className="block">{(t, language) => titleOf(hall, t, language)}</BothLanguages>
        </h1>
        <p className="mt-[2.2vmin] text-balance font-semibold text-[max(32px,4.6vmin)] text-green-pale leading-tight">
          <BothLanguages className="block">{(t, language) => nextOf(hall, t, language)}</BothLanguages>
        </p>
      </div>
      <ul className="relative grid grid-cols-2 gap-x-[4vmin] gap-y-[2vmin] landscape:grid-cols-3">
        {services.filter(isOffered).map(service => (
          <li key={service.id} className="flex items-center gap-[2vmin] text-[max(26px,3vmin)] leading-tight">
            <ServiceIcon code={service.code} className="size-[5.6vmin] shrink-0 text-gold" />
            <span className="min-w-0">
              <span className="block font-semibold">{service.nameFr}</span>
              <span lang="en" className="block font-semibold text-green-pale">
                {service.nameEn}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function titleOf(hall: Hall, t: Translate, language: Language): string {
  switch (hall.kind) {
    case 'before_opening':
      return t('display.opensAt', { time: spokenHour(hall.opensAt, language) })
    case 'closed':
      if (hall.holiday) return t('display.closedFor', { name: nameIn(language, hall.holiday) })
      return t(hall.isAllDay ? 'display.closedToday' : 'display.closed')
    case 'done':
      return t('display.done')
    case 'open':
    case 'finishing':
      return t('display.nothingYet')
    default:
      return hall satisfies never
  }
}

function nextOf(hall: Hall, t: Translate, language: Language): string | null {
  switch (hall.kind) {
    case 'before_opening':
      if (hall.ticketsFrom === null) return t('display.ticketsNow')
      return t('display.ticketsFrom', { time: spokenHour(hall.ticketsFrom, language) })
    case 'closed':
    case 'done':
      return hall.next && reopening(hall.next, t, language)
    case 'open':
    case 'finishing':
      return t('display.prepare')
    default:
      return hall satisfies never
  }
}

function reopening({ day, opensAt }: NextOpening, t: Translate, language: Language): string {
  return t('display.reopens', { day: longDate(day, language), time: spokenHour(opensAt, language) })
}

'use client'

import { BothLanguages } from '@/components/ui/both-languages'
import { Guilloche } from '@/components/ui/guilloche'
import { ServiceIcon } from '@/components/ui/service-icon'
import type { Service } from '@/lib/domain/catalogue'

/** Before the first call of the day: what is served here, so that the screen is never blank. */
export function NothingYet({ services }: { services: readonly Service[] }) {
  return (
    <section className="relative col-span-full flex flex-col justify-center gap-[4vmin] portrait:row-span-2 overflow-hidden bg-green px-[5vmin] py-[3vmin] text-white">
      <Guilloche className="absolute -top-[34vmin] -right-[36vmin] w-[110vmin] text-white/10" />
      <div className="relative">
        <h1 className="font-bold text-[max(44px,6.4vmin)] leading-[1.1] tracking-tight">
          <BothLanguages className="block">{t => t('display.nothingYet')}</BothLanguages>
        </h1>
        <p className="mt-[2vmin] text-[max(28px,3.2vmin)] text-green-pale leading-snug">
          <BothLanguages className="block">{t => t('display.prepare')}</BothLanguages>
        </p>
      </div>
      <ul className="relative grid grid-cols-2 landscape:grid-cols-3 gap-x-[4vmin] gap-y-[2.4vmin]">
        {services
          .filter(({ active }) => active)
          .map(service => (
            <li key={service.id} className="flex items-center gap-[2vmin] text-[max(26px,3vmin)] leading-tight">
              <ServiceIcon code={service.code} className="size-[5.6vmin] text-gold" />
              <span>
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

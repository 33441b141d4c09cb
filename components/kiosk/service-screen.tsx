'use client'

import { useLocale } from 'use-intl'
import { ServiceIcon } from '@/components/ui/service-icon'
import { DOUBLE_TAP_MS, usePress } from '@/components/ui/use-press'
import { nameIn, type Service } from '@/lib/domain/catalogue'
import type { Language, ServiceId } from '@/lib/domain/ids'
import { PriorityLine } from './priority-line'

type ServiceScreenProps = {
  services: readonly Service[]
  isVulnerable: boolean
  onPriority: () => void
  onChoose: (service: ServiceId) => void
}

/** At most six tiles; an odd last one takes the whole row. */
export function ServiceScreen({ services, isVulnerable, onPriority, onChoose }: ServiceScreenProps) {
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-[max(16px,2vmin)] portrait:gap-[2.6vmin]">
      <ul className="grid min-h-0 flex-1 auto-rows-fr grid-cols-2 gap-[max(16px,2vmin)] portrait:gap-[2.6vmin]">
        {services.map(service => (
          <li key={service.id} className="last:odd:col-span-2">
            <ServiceTile service={service} onPress={() => onChoose(service.id)} />
          </li>
        ))}
      </ul>
      <PriorityLine asked={isVulnerable} onTouch={onPriority} />
    </div>
  )
}

function ServiceTile({ service, onPress }: { service: Service; onPress: () => void }) {
  const language = useLocale()
  const other: Language = language === 'fr' ? 'en' : 'fr'
  return (
    <button
      type="button"
      {...usePress(onPress, DOUBLE_TAP_MS)}
      data-say={`service_${service.code.toLowerCase()}`}
      className="flex size-full items-center gap-[2.4vmin] rounded-3xl border-2 border-green-pale bg-surface px-[2.6vmin] py-2 text-left shadow-[0_1vmin_3vmin_-2vmin_rgb(7_54_42/0.35)] transition-colors active:bg-green-tint portrait:flex-col portrait:items-start portrait:justify-center portrait:gap-[1.2vmin] landscape:max-[1599px]:gap-3 landscape:max-[1599px]:px-4"
    >
      <span className="grid size-[max(52px,9vmin)] portrait:size-[6.8vmin] landscape:max-[1599px]:size-12 shrink-0 place-items-center rounded-2xl bg-green-tint text-green">
        <ServiceIcon code={service.code} className="size-[68%]" />
      </span>
      <span className="min-w-0">
        <span className="block text-balance font-bold text-[max(30px,4vmin)] landscape:max-[1599px]:text-[28px] text-ink leading-tight">
          {nameIn(language, service)}
        </span>
        <span lang={other} className="mt-1 block text-ink-soft text-kiosk leading-tight">
          {nameIn(other, service)}
        </span>
      </span>
    </button>
  )
}

'use client'

import { useLocale, useTranslations } from 'use-intl'
import { ServiceIcon } from '@/components/ui/service-icon'
import { nameIn } from '@/lib/domain/catalogue'
import type { ServiceId } from '@/lib/domain/ids'
import type { AgentProps } from './agent-types'
import { Choice, ChoiceList } from './choice-list'
import { stationsServing } from './stations-serving'
import { otherServices } from './ticket-actions'

type ServiceChoicesProps = Pick<AgentProps, 'catalogue' | 'openStations' | 'rules'> & {
  title: string
  /** The service that he has. */
  of: ServiceId
  onChoose: (service: ServiceId) => void
}

/** The other services, each with the stations that serve it now: nobody is sent where nobody is. */
export function ServiceChoices({ catalogue, openStations, rules, title, of, onChoose }: ServiceChoicesProps) {
  const t = useTranslations('agent')
  const language = useLocale()
  return (
    <ChoiceList title={title}>
      {otherServices(catalogue.services, of, rules).map(service => {
        const stations = stationsServing(service.id, catalogue, openStations)
        return (
          <Choice key={service.id} onPress={() => onChoose(service.id)}>
            <ServiceIcon code={service.code} className="size-7" />
            <span className="min-w-0">
              <span className="block">{nameIn(language, service)}</span>
              <span
                className={`block font-medium text-base ${stations.length === 0 ? 'text-gold-ink' : 'text-ink-soft'}`}
              >
                {stations.length === 0
                  ? t('station.servedNowhere')
                  : t('station.servedAt', { count: stations.length, stations: stations.join(', ') })}
              </span>
            </span>
          </Choice>
        )
      })}
    </ChoiceList>
  )
}

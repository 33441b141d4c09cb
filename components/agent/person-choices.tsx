'use client'

import { useTranslations } from 'use-intl'
import type { AgentId, StationId } from '@/lib/domain/ids'
import type { TicketAtStation } from '@/lib/domain/ticket'
import { fullName } from './agent-header'
import type { AgentProps } from './agent-types'
import { Choice, ChoiceList } from './choice-list'
import { colleaguesServing } from './stations-serving'

type PersonChoicesProps = Pick<AgentProps, 'catalogue' | 'openStations'> & {
  of: TicketAtStation
  onChoose: (to: { readonly station: StationId } | { readonly agent: AgentId }) => void
}

/** Who else serves this service now: his station, whoever will sit there, or he himself, wherever he goes. */
export function PersonChoices({ catalogue, openStations, of, onChoose }: PersonChoicesProps) {
  const t = useTranslations('agent')
  const colleagues = colleaguesServing(of, catalogue, openStations)
  if (colleagues.length === 0) return null
  return (
    <>
      <ChoiceList title={t('station.sendToStation')}>
        {colleagues.map(({ station, agent }) => (
          <Choice key={station.id} onPress={() => onChoose({ station: station.id })}>
            <span className="min-w-0">
              <span className="block">{t('post', { station: station.number })}</span>
              <span className="block font-medium text-base text-ink-soft">{fullName(agent)}</span>
            </span>
          </Choice>
        ))}
      </ChoiceList>
      <ChoiceList title={t('station.sendToAgent')}>
        {colleagues.map(({ station, agent }) => (
          <Choice key={agent.id} onPress={() => onChoose({ agent: agent.id })}>
            <span className="min-w-0">
              <span className="block">{fullName(agent)}</span>
              <span className="block font-medium text-base text-ink-soft">
                {t('post', { station: station.number })}
              </span>
            </span>
          </Choice>
        ))}
      </ChoiceList>
    </>
  )
}

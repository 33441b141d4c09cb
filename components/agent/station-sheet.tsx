'use client'

import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Sheet } from '@/components/ui/sheet'
import type { AgentAction } from '@/lib/client/use-agent'
import { ParkReason } from '@/lib/domain/events'
import type { AgentProps, CurrentTicket } from './agent-types'
import { Choice, ChoiceList } from './choice-list'
import { PersonChoices } from './person-choices'
import { ServiceChoices } from './service-choices'

/** `more`: everything that has no button of its own where there is little room. */
export type StationSheetPart = 'more' | 'park' | 'transfer'

type StationSheetProps = AgentProps & { current: CurrentTicket; part: StationSheetPart; onClose: () => void }

/** What else may be done with the citizen at the station. */
export function StationSheet({ current, part, onClose, ...props }: StationSheetProps) {
  const t = useTranslations('agent')
  const { number, service } = current.ticket
  function done(action: AgentAction): void {
    props.act(action)
    onClose()
  }
  const label = t('station.label', { number })
  return (
    <Sheet label={label} onClose={onClose}>
      <div className="flex flex-col gap-6">
        {part === 'more' && (
          <div className="grid gap-3 sm:grid-cols-2">
            <Button tone="secondary" className="min-h-16" onPress={() => done({ kind: 'requeue' })}>
              {t('requeue')}
            </Button>
            {props.autoNext && current.ticket.state === 'serving' && (
              <Button tone="secondary" className="min-h-16" onPress={() => done({ kind: 'complete' })}>
                {t('completeOnly')}
              </Button>
            )}
          </div>
        )}
        {part !== 'transfer' && (
          <ChoiceList title={t('station.parkFor')}>
            {ParkReason.options.map(reason => (
              <Choice key={reason} onPress={() => done({ kind: 'park', reason })}>
                {t(`parkReasons.${reason}`)}
              </Choice>
            ))}
          </ChoiceList>
        )}
        {part !== 'park' && (
          <PersonChoices {...props} of={current.ticket} onChoose={to => done({ kind: 'transfer', service, ...to })} />
        )}
        {part !== 'park' && (
          <ServiceChoices
            {...props}
            title={t('station.transferTo')}
            of={service}
            onChoose={to => done({ kind: 'transfer', service: to })}
          />
        )}
      </div>
    </Sheet>
  )
}

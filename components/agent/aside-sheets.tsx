'use client'

import { useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { Sheet } from '@/components/ui/sheet'
import { nameIn } from '@/lib/domain/catalogue'
import { BreakReason, WalkInReason } from '@/lib/domain/events'
import type { ServiceId } from '@/lib/domain/ids'
import { servicesAt } from '@/lib/domain/scheduling'
import type { AgentPost, AgentProps } from './agent-types'
import { Choice, ChoiceList } from './choice-list'

type AsideSheetProps = AgentProps & { post: AgentPost; onClose: () => void }

/** Why he calls nobody for a while: one touch begins the break. */
export function BreakSheet({ act, onClose }: AsideSheetProps) {
  const t = useTranslations('agent.aside')
  return (
    <Sheet label={t('break')} onClose={onClose}>
      <ChoiceList title={t('breakWhy')} note={t('breakNote')}>
        {BreakReason.options.map(reason => (
          <Choice
            key={reason}
            onPress={() => {
              act({ kind: 'start_break', reason })
              onClose()
            }}
          >
            {t(`breakReasons.${reason}`)}
          </Choice>
        ))}
      </ChoiceList>
    </Sheet>
  )
}

/** For what, and why: one touch each. The service is asked for only where there is a choice. */
export function WalkInSheet({ catalogue, post, act, onClose }: AsideSheetProps) {
  const t = useTranslations('agent.aside')
  const language = useLocale()
  const here = servicesAt(post.station, post.agent, catalogue.services)
  const services = catalogue.services.filter(({ id }) => here.has(id))
  const [only, ...others] = services
  const [chosen, choose] = useState<ServiceId | null>(only && others.length === 0 ? only.id : null)
  return (
    <Sheet label={t('walkIn')} onClose={onClose} step={chosen === null ? 'service' : 'reason'}>
      {chosen === null ? (
        <ChoiceList title={t('walkInFor')}>
          {services.map(service => (
            <Choice key={service.id} onPress={() => choose(service.id)}>
              {nameIn(language, service)}
            </Choice>
          ))}
        </ChoiceList>
      ) : (
        <ChoiceList title={t('walkInWhy')} note={t('walkInNote')}>
          {WalkInReason.options.map(reason => (
            <Choice
              key={reason}
              onPress={() => {
                act({ kind: 'start_walk_in', service: chosen, reason })
                onClose()
              }}
            >
              {t(`walkInReasons.${reason}`)}
            </Choice>
          ))}
        </ChoiceList>
      )}
    </Sheet>
  )
}

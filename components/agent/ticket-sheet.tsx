'use client'

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { ArrowLeftIcon } from '@/components/ui/icons'
import { Sheet } from '@/components/ui/sheet'
import type { AgentAction } from '@/lib/client/use-agent'
import { EmergencyReason, OverrideReason, Remark } from '@/lib/domain/events'
import type { Ticket } from '@/lib/domain/ticket'
import type { AgentPost, AgentProps } from './agent-types'
import { Choice, ChoiceList } from './choice-list'
import { ServiceChoices } from './service-choices'
import { type Offer, offersFor, type TicketAction } from './ticket-actions'
import { TicketFacts } from './ticket-facts'
import { TicketTitle } from './ticket-title'
import { WhySection } from './why-section'

/** What asks one more question before it is done. */
type Question = Extract<TicketAction, 'call' | 'grant' | 'change_service' | 'remark'>

type TicketSheetProps = AgentProps & { post: AgentPost; ticket: Ticket; onClose: () => void }

/** All that an agent may know of one ticket, why it is called or not, and what he may do with it. */
export function TicketSheet(props: TicketSheetProps) {
  const { ticket, catalogue, rules, now, onClose } = props
  const t = useTranslations('agent')
  const [asked, ask] = useState<Question | null>(null)
  const offers = offersFor(ticket, { ...props, current: props.current?.ticket ?? null })
  // A question that the ticket no longer allows, since somebody called it meanwhile, is not asked.
  const question = offers.some(({ action, refusal }) => action === asked && refusal === null) ? asked : null
  return (
    <Sheet
      label={t('sheet.label', { number: ticket.number })}
      title={<TicketTitle ticket={ticket} catalogue={catalogue} rules={rules} now={now} />}
      step={question ?? ticket.state}
      onClose={onClose}
    >
      {question ? (
        <Questions {...props} question={question} onBack={() => ask(null)} />
      ) : (
        <div className="flex flex-col gap-6">
          <WhySection {...props} />
          <TicketFacts {...props} />
          <Offers {...props} offers={offers} onAsk={ask} />
        </div>
      )}
    </Sheet>
  )
}

const OFFER_LABELS = {
  call: 'sheet.call',
  grant: 'sheet.grant',
  change_service: 'sheet.changeService',
  remove_head_start: 'sheet.removeHeadStart',
  resume: 'sheet.resume',
  reopen: 'sheet.reopen',
  remark: 'sheet.remark',
  flag_time: 'sheet.flagTime',
} as const

type OffersProps = TicketSheetProps & { offers: readonly Offer[]; onAsk: (question: Question) => void }

function Offers({ ticket, offers, act, onClose, onAsk }: OffersProps) {
  const t = useTranslations()
  if (offers.length === 0) return null
  function press(action: TicketAction): void {
    if (action === 'call' || action === 'grant' || action === 'change_service' || action === 'remark')
      return onAsk(action)
    act({ kind: action, ticket: ticket.id })
    onClose()
  }
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      {offers.map(({ action, refusal }) => (
        <div key={action} className="flex flex-col gap-1">
          <Button tone="secondary" className="min-h-16" disabled={refusal !== null} onPress={() => press(action)}>
            {t(`agent.${OFFER_LABELS[action]}`)}
          </Button>
          {refusal && <p className="px-1 text-base text-ink-soft leading-snug">{t(`staffRefusal.${refusal}`)}</p>}
        </div>
      ))}
    </div>
  )
}

type QuestionsProps = TicketSheetProps & { question: Question; onBack: () => void }

/** The one more question: each answer is a button, and acts. */
function Questions({ question, onBack, ...props }: QuestionsProps) {
  const { ticket, act, onClose } = props
  const t = useTranslations('agent')
  const { id, number, service } = ticket
  function done(action: AgentAction): void {
    act(action)
    onClose()
  }
  return (
    <div className="flex flex-col gap-5">
      {question === 'call' && (
        <ChoiceList title={t('sheet.callReason', { number })} note={t('sheet.callNote')}>
          {OverrideReason.options.map(reason => (
            <Choice key={reason} onPress={() => done({ kind: 'call_out_of_order', ticket: id, reason })}>
              {t(`overrideReasons.${reason}`)}
            </Choice>
          ))}
        </ChoiceList>
      )}
      {question === 'grant' && (
        <ChoiceList title={t('sheet.grantReason', { number })} note={t('sheet.callNote')}>
          {EmergencyReason.options.map(reason => (
            <Choice key={reason} onPress={() => done({ kind: 'grant_emergency', ticket: id, reason })}>
              {t(`emergencyReasons.${reason}`)}
            </Choice>
          ))}
        </ChoiceList>
      )}
      {question === 'remark' && (
        <ChoiceList title={t('sheet.remarkWhich', { number })} note={t('sheet.remarkNote')}>
          {Remark.options
            .filter(remark => !ticket.standing.remarks.includes(remark))
            .map(remark => (
              <Choice key={remark} onPress={() => done({ kind: 'remark', ticket: id, remark })}>
                {t(`remarks.${remark}`)}
              </Choice>
            ))}
        </ChoiceList>
      )}
      {question === 'change_service' && (
        <ServiceChoices
          {...props}
          title={t('sheet.changeServiceTo', { number })}
          of={service}
          onChoose={to => done({ kind: 'reclassify', ticket: id, service: to })}
        />
      )}
      <Button tone="plain" className="self-start text-ink-soft" onPress={onBack}>
        <ArrowLeftIcon className="size-5" />
        {t('sheet.back')}
      </Button>
    </div>
  )
}

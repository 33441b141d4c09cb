'use client'

import { useTranslations } from 'use-intl'
import type { Ticket } from '@/lib/domain/ticket'
import type { AgentProps } from './agent-types'
import { whyLines, whyNotText } from './why-text'

/** Why it was called; or why it is not the next one. Of a parked ticket there is nothing to explain. */
export function WhySection({ ticket, catalogue, rules, whyNot }: AgentProps & { ticket: Ticket }) {
  const t = useTranslations('agent')
  if ('call' in ticket) return <Why title={t('why.title')} lines={whyLines(t, ticket, rules)} />
  const answer = ticket.state === 'waiting' ? whyNot(ticket.id) : null
  if (!answer) return null
  const { timeZone } = catalogue.center
  return <Why title={t('whyNot.title')} lines={[whyNotText(t, answer, { ticket, rules, timeZone })]} />
}

/** The first line is the answer. */
function Why({ title, lines: [first, ...more] }: { title: string; lines: readonly string[] }) {
  return (
    <section aria-label={title} className="rounded-2xl bg-green-tint px-5 py-4">
      <h3 className="font-bold text-green text-lg">{title}</h3>
      <p className="mt-1 text-xl leading-snug">{first}</p>
      {more.map(line => (
        <p key={line} className="mt-1 text-ink-soft text-lg leading-snug">
          {line}
        </p>
      ))}
    </section>
  )
}

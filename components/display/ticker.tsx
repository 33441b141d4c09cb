'use client'

import { BothLanguages } from '@/components/ui/both-languages'
import type { Message } from '@/lib/domain/catalogue'
import type { InstantMs } from '@/lib/domain/ids'
import { guidanceTurn, messageLines } from './display-rules'

const GUIDANCE = ['display.guidance', 'display.guidanceAbsent'] as const
const LINE = 'flex min-w-0 animate-enter flex-wrap gap-x-[3vmin] leading-tight'

type TickerProps = {
  messages: readonly Message[]
  now: InstantMs
  /** False while nobody will be called: who has come is not told to stay. */
  hasGuidance: boolean
}

/** One line at a time, in both languages: an alert as long as it lasts, else what the center says and some guidance by turns. */
export function Ticker({ messages, now, hasGuidance }: TickerProps) {
  const lines = messageLines(messages, now)
  const guidance = hasGuidance && lines[0]?.kind !== 'alert' ? GUIDANCE : []
  const turn = guidanceTurn(now, lines.length + guidance.length)
  const message = lines[turn]
  if (message) return <MessageLine key={message.id} message={message} />
  const key = guidance[turn - lines.length]
  if (!key) return <span />
  return (
    <p key={key} className={`${LINE} text-[max(22px,2.5vmin)]`}>
      <BothLanguages>{t => t(key)}</BothLanguages>
    </p>
  )
}

function MessageLine({ message: { kind, textFr, textEn } }: { message: Message }) {
  const look =
    kind === 'alert'
      ? 'rounded-[1vmin] bg-gold-pale px-[2vmin] py-[0.8vmin] font-bold text-[max(28px,3vmin)] text-green-deep'
      : 'font-semibold text-[max(22px,2.5vmin)]'
  return (
    <p role="status" data-kind={kind} className={`${LINE} ${look}`}>
      <BothLanguages>{(_, language) => (language === 'fr' ? textFr : textEn)}</BothLanguages>
    </p>
  )
}

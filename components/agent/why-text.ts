import type { useTranslations } from 'use-intl'
import { MINUTE_MS, rulesOf } from '@/lib/domain/engine/config'
import type { EngineConfig } from '@/lib/domain/engine/model'
import type { WhyNot } from '@/lib/domain/engine/why-not'
import type { DurationMs, InstantMs } from '@/lib/domain/ids'
import { unreachable } from '@/lib/domain/result'
import { engineTicketOf } from '@/lib/domain/scheduling'
import type { Ticket } from '@/lib/domain/ticket'
import { numberOf } from '@/lib/domain/ticket-number'
import { clockTime } from '@/lib/i18n/formats'

export type AgentWords = ReturnType<typeof useTranslations<'agent'>>
export type CalledTicket = Extract<Ticket, { call: unknown }>

/** Why this ticket was called, in short lines: what decided, who came second, and what else held. */
export function whyLines(t: AgentWords, ticket: CalledTicket, rules: EngineConfig): readonly string[] {
  const { call, standing } = ticket
  if (call.why === null) return [unexplainedLine(t, ticket)]
  const headStart = standing.isVulnerable && call.why === 'promise_used'
  return [
    decidingLine(t, ticket, rules),
    ...(headStart ? [t('why.headStart', { minutes: minutesOf(rules.headStartMs) })] : []),
    ...nextLine(t, ticket),
    ...(call.laneSpent ? [t('why.laneSpent', { run: String(rules.laneMaxRun) })] : []),
    ...(call.heldByWindow ? [t('why.window', { count: call.heldByWindow })] : []),
    ...(call.heldElsewhere ? [t('why.elsewhere', { count: call.heldElsewhere })] : []),
    ...rulesLine(t, ticket),
  ]
}

/** A person's choice, with the reason that he named; or a call that says nothing of itself. */
function unexplainedLine(t: AgentWords, { number, call }: CalledTicket): string {
  if (call.override === null) return t('why.unknown', { number })
  return t('why.outOfOrder', { number, reason: t(`overrideReasons.${call.override}`) })
}

function decidingLine(t: AgentWords, ticket: CalledTicket, rules: EngineConfig): string {
  const { number, call } = ticket
  switch (call.why) {
    case 'emergency_lane':
      return t('why.lane', { number })
    case 'promise_used':
      return promiseLine(t, ticket, rules)
    case 'discipline_order':
      return orderLine(t, ticket, rules)
    case 'foreign_tail':
      return t('why.tail', { number })
    case null:
      return t('why.unknown', { number })
    default:
      return unreachable(call.why)
  }
}

/**
 * The minutes behind the share. The call keeps the share alone: when the ticket has moved since and its minutes no
 * longer come to it, the share is all that is said.
 */
function promiseLine(t: AgentWords, ticket: CalledTicket, rules: EngineConfig): string {
  const { number, call, checkedInAt, firstCalledAt } = ticket
  const share = String(call.share ?? 0)
  const { priority, creditStart } = engineTicketOf(ticket, rules)
  const { promiseMs } = rulesOf(rules, priority)
  const waitedMs = firstCalledAt - creditStart
  if (Math.abs((100 * waitedMs) / promiseMs - (call.share ?? 0)) > 1) return t('why.share', { number, share })
  const values = { number, share, waited: minutesOf(waitedMs), promise: minutesOf(promiseMs) }
  return creditStart === checkedInAt ? t('why.promise', values) : t('why.counted', values)
}

/** The name of the discipline, unless the call was made by other rules than those that this device knows. */
function orderLine(t: AgentWords, { number, call }: CalledTicket, rules: EngineConfig): string {
  if (call.config !== rules.version) return t('why.orderUnnamed', { number })
  return t('why.order', { number, rule: t(`rules.${rules.discipline}`) })
}

/** By another discipline than the hybrid shares decide nothing, and are not said. */
function nextLine(t: AgentWords, { call }: CalledTicket): string[] {
  if (call.runnerUp === null) return []
  const number = numberOf(call.runnerUp)
  if (call.why !== 'promise_used' || call.runnerUpShare === null) return [t('why.nextByRule', { number })]
  return [t('why.next', { number, share: String(call.runnerUpShare) })]
}

function rulesLine(t: AgentWords, { call }: CalledTicket): string[] {
  if (call.engine === null || call.config === null) return []
  return [t('why.rules', { config: call.config, engine: String(call.engine), count: call.considered ?? 0 })]
}

type WhyNotContext = { readonly ticket: Ticket; readonly rules: EngineConfig; readonly timeZone: string }

/** Why a ticket that waits is not the next one. */
export function whyNotText(t: AgentWords, answer: WhyNot, { ticket, rules, timeZone }: WhyNotContext): string {
  const { number } = ticket
  const time = (at: InstantMs) => clockTime(at, timeZone)
  switch (answer.code) {
    case 'is_next':
    case 'not_waiting':
      return t(`whyNot.${answer.code}`, { number })
    case 'no_such_agent':
    case 'service_not_served':
    case 'transferred_by_him':
    case 'sent_elsewhere':
    case 'belongs_elsewhere':
      return t(`whyNot.${answer.code}`)
    case 'held':
      return t('whyNot.held', { time: time(answer.until) })
    case 'emergency_first':
      return t('whyNot.emergency_first', { next: numberOf(answer.next) })
    case 'lane_spent':
      return t('whyNot.lane_spent', { next: numberOf(answer.next), run: String(answer.run) })
    case 'window': {
      const [ahead, cap] = [minutesOf(answer.aheadMs), minutesOf(answer.capMs)]
      return t('whyNot.window', { oldest: numberOf(answer.oldest), ahead, cap })
    }
    case 'smaller_index':
      return smallerIndexText(t, answer, rules)
    default:
      return unreachable(answer)
  }
}

type SmallerIndex = Extract<WhyNot, { code: 'smaller_index' }>

/** Points are the index of the hybrid, in hundredths; below 0 only before the time of an appointment. */
function smallerIndexText(t: AgentWords, { next: id, index, nextIndex }: SmallerIndex, rules: EngineConfig): string {
  const next = numberOf(id)
  if (rules.discipline !== 'hybrid') return t('whyNot.other_rule', { next, rule: t(`rules.${rules.discipline}`) })
  if (index < 0) return t('whyNot.not_yet_due', { next })
  return t('whyNot.smaller_index', { next, points: String(index), nextPoints: String(nextIndex) })
}

/** Whole minutes: two that are compared must not come in different units. */
function minutesOf(duration: DurationMs): string {
  return String(Math.max(0, Math.floor(duration / MINUTE_MS)))
}

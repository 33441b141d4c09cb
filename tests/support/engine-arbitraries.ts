import fc from 'fast-check'
import { MINUTE_MS } from '@/lib/domain/engine/config'
import type { EngineAgent, EngineConfig, EngineTicket, ServiceTimes } from '@/lib/domain/engine/model'
import { AgentId, type InstantMs } from '@/lib/domain/ids'
import { CONFIG, idOf, NOW, roster, SERVICE_LETTERS, serviceOf } from './engine-center'

/** Credits on a grid of five minutes, so that ties are common; some in the future, as of an appointment kept early. */
const creditMinutes = fc.oneof(
  fc.integer({ min: -4, max: 50 }).map(step => step * 5),
  fc.double({ min: -30, max: 260, noNaN: true }),
)

/** Any tickets: also such whose class is not that of their service. */
export function queues(maxLength = 40): fc.Arbitrary<EngineTicket[]> {
  return fc.array(ticketDraft, { maxLength, size: 'max' }).map(drafts => drafts.map(ticketOf))
}

const ticketDraft = fc.record({
  letter: fc.constantFrom(...SERVICE_LETTERS),
  priority: fc.integer({ min: 1, max: 6 }),
  minutes: creditMinutes,
  hold: fc.option(fc.integer({ min: -3, max: 10 }), { freq: 6, nil: null }),
  isVulnerable: fc.boolean(),
  excluded: fc.option(fc.integer({ min: 1, max: 5 }), { freq: 8, nil: null }),
})

type TicketDraft = typeof ticketDraft extends fc.Arbitrary<infer Draft> ? Draft : never

function ticketOf(
  { letter, priority, minutes, hold, isVulnerable, excluded }: TicketDraft,
  index: number,
): EngineTicket {
  const creditStart = NOW - Math.round(minutes * MINUTE_MS)
  return {
    id: idOf(`${letter}${100 + index}`),
    service: serviceOf(letter),
    priority,
    checkedInAt: Math.min(NOW, creditStart),
    creditStart,
    notBefore: hold === null ? 0 : NOW + hold * MINUTE_MS,
    isVulnerable,
    excludedAgent: excluded === null ? null : AgentId.parse(excluded),
    sentTo: null,
  }
}

/** One to five agents who serve some services each; the first is always on duty and heard. */
export const rosters: fc.Arbitrary<EngineAgent[]> = fc
  .array(
    fc.record({
      letters: fc.subarray(SERVICE_LETTERS, { minLength: 1 }),
      mark: fc.constantFrom('', '', '', '*', '-', '~', '+'),
      calls: fc.array(fc.constantFrom(1, 1, 1, 4), { maxLength: 4 }),
    }),
    { minLength: 1, maxLength: 5 },
  )
  .map(all =>
    roster(
      all
        .map(
          ({ letters, mark, calls }, index) =>
            `${index + 1}:${letters.join('')}${index === 0 ? '' : mark}(${calls.join('')})`,
        )
        .join(' '),
    ),
  )

/** Fits in steps of 0.05 within the bounds, as learnt ones are. */
export const fittings: fc.Arbitrary<ServiceTimes['fitOf']> = fc
  .integer({ min: 0, max: 1_000_000 })
  .map(seed => (agent, service) => {
    const step = (seed + agent * 7 + service * 13) % 10
    return (16 + step) / 20
  })

export const hybrids: fc.Arbitrary<EngineConfig> = fc
  .record({
    weights: fc.array(fc.constantFrom(0.5, 0.8, 1, 1, 1.8, 3), { minLength: 6, maxLength: 6 }),
    caps: fc.array(fc.constantFrom(0, 30, 45, 60, 180), { minLength: 6, maxLength: 6 }),
    laneMaxRun: fc.constantFrom(1, 2, 2, 3),
  })
  .map(({ weights, caps, laneMaxRun }) => ({
    ...CONFIG,
    laneMaxRun,
    classes: CONFIG.classes.map((rules, index) => ({
      ...rules,
      weight: weights[index] ?? 1,
      capMs: (caps[index] ?? 0) * MINUTE_MS,
    })),
  }))

/** Everything a decision is made of, some time later. */
export function laterBy(byMs: number, tickets: readonly EngineTicket[]): EngineTicket[] {
  const shift = (at: InstantMs) => at + byMs
  return tickets.map(ticket => ({
    ...ticket,
    checkedInAt: shift(ticket.checkedInAt),
    creditStart: shift(ticket.creditStart),
    notBefore: ticket.notBefore === 0 ? 0 : shift(ticket.notBefore),
  }))
}

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { day, post, queueOf } from '@/tests/support/day'
import { schedulingIn } from '@/tests/support/scheduling'
import { nextTicket } from './engine/next-ticket'
import type { QueueEvent } from './events'
import { AgentId } from './ids'
import type { Post } from './post'
import { callNext } from './serve'

const SEED = 20260302
const STATIONS = [1, 2, 3]

const number = fc.constantFrom('A101', 'A102', 'A201', 'R101', 'R201', 'E101', 'B101', 'B102')
const station = fc.constantFrom(...STATIONS)
const word = fc.oneof(
  { weight: 3, arbitrary: number },
  { weight: 1, arbitrary: number.map(of => `${of}v`) },
  { weight: 1, arbitrary: fc.tuple(number, fc.constantFrom('e', '-')).map(parts => parts.join('')) },
  {
    weight: 6,
    arbitrary: fc
      .tuple(station, fc.constantFrom('>', '+', '.', '!', '-', '~', 'r', 'p', '=', '^'), number)
      .map(parts => parts.join('')),
  },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 30 }).map(minutes => `~${minutes}m`) },
)
/** Any day of three open stations, with sense and without: who does what his state does not allow is ignored. */
const anyDay = fc.array(word, { minLength: 5, maxLength: 40 }).map(words => `opened 1( 2( 3( ${words.join(' ')}`)

/** What each agent would be given, with the digest of what it was chosen from. */
function decisions(events: readonly QueueEvent[], now: number): unknown[] {
  const { state, config, times } = schedulingIn(queueOf(events))
  return STATIONS.map(n => nextTicket(state, config, times, AgentId.parse(n), now))
}

test('[ENGINE-1] however the events of a day arrived, every device decides the same', () => {
  fc.assert(
    fc.property(anyDay, fc.infiniteStream(fc.nat()), (script, numbers) => {
      const { events, now } = day(script)
      const shuffled = [...events]
        .map(event => ({ event, place: numbers.next().value }))
        .sort((a, b) => a.place - b.place)
        .map(({ event }) => event)
      expect(decisions(shuffled, now)).toEqual(decisions(events, now))
    }),
    { seed: SEED, numRuns: 300 },
  )
})

test('[ENGINE-4] whoever waits and may be called is called: no open station says that nobody is there', () => {
  let called = 0
  fc.assert(
    fc.property(anyDay, script => {
      const { events, now } = day(script)
      const queue = queueOf(events)
      const scheduling = schedulingIn(queue)
      const free = STATIONS.map(post).filter(at => isFree(queue, at))
      const mayBeCalled = scheduling.state.waiting.some(({ notBefore, excludedAgent }) => {
        return notBefore <= now && excludedAgent === null
      })
      for (const at of free) {
        const result = callNext(queue, at, scheduling, now)
        if (mayBeCalled) expect(result.ok).toBe(true)
        called += result.ok ? 1 : 0
        if (!result.ok) expect(['queue_empty', 'all_held']).toContain(result.refusal.code)
      }
    }),
    { seed: SEED, numRuns: 300 },
  )
  expect(called).toBeGreaterThan(300)
})

function isFree({ tickets }: ReturnType<typeof queueOf>, { station }: Post): boolean {
  return ![...tickets.values()].some(
    ticket => (ticket.state === 'called' || ticket.state === 'serving') && ticket.station === station,
  )
}

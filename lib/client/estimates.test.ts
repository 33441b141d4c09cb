import { expect, test } from 'vitest'
import type { InstantMs } from '@/lib/domain/ids'
import { ALL_IN_REACH } from '@/lib/domain/scheduling'
import type { Replica } from '@/lib/replica/replica'
import { DAY, day, queueOf, SERVICES } from '@/tests/support/day'
import { DAY_CATALOGUE } from '@/tests/support/scheduling'
import { Estimates } from './estimates'

const WISH = { service: SERVICES.A.id, isVulnerable: false }

/** A device whose queue grows while it looks at it. */
function growing(script: string) {
  const { events, now } = day(script)
  const queue = queueOf(events)
  // reason: estimates read the queue and the day of a replica, and nothing else
  const replica = { queue, day: DAY } as unknown as Replica
  const more = () => queue.add(day(`${script} A101 A102 A103`).events)
  return { estimates: new Estimates(replica, DAY_CATALOGUE, ALL_IN_REACH), more, now }
}

test.each<[number, string, boolean, string]>([
  [1_000, '', false, 'a touch waits for no prediction that was made a moment ago'],
  [14_000, '', false, 'nor for one of the last round'],
  [16_000, '', true, 'but what is older is made anew'],
  [-60_000, '', true, 'so also when the clock was set back'],
  [1_000, 'grown', true, 'and so when somebody has come in between'],
])('[KIOSK-2] asked again after %i ms, the queue %j: another prediction %s: %s', (afterMs, queue, expected) => {
  const { estimates, more, now } = growing('1(')
  const before = estimates.ofNewcomer(WISH, now)
  if (queue === 'grown') more()
  expect(estimates.ofNewcomer(WISH, now + afterMs) !== before).toBe(expected)
})

test('[KIOSK-2] who comes right after another has him ahead', () => {
  const { estimates, more, now } = growing('')
  const aheadAt = (at: InstantMs) => estimates.ofNewcomer(WISH, at).ahead
  expect(aheadAt(now)).toBe(0)
  more()
  expect(aheadAt(now + 4_000)).toBe(3)
})

test('[SHOW-1] every ten seconds the queue as it is then is looked at', () => {
  const { estimates, more, now } = growing('1(')
  const aheadAt = (at: InstantMs) => estimates.renewed(WISH, at).ahead
  expect(aheadAt(now)).toBe(0)
  more()
  expect(aheadAt(now + 9_990)).toBe(3)
  expect(estimates.ofNewcomer(WISH, now + 9_995).ahead).toBe(3)
})

test('[KIOSK-1] who asks for priority has a prediction of his own', () => {
  const { estimates, now } = growing('1( A101 A102 ~4m')
  const ahead = [WISH, { ...WISH, isVulnerable: true }, WISH].map(wish => estimates.ofNewcomer(wish, now).ahead)
  expect(ahead).toEqual([2, 0, 2])
})

test('another catalogue is followed at once', () => {
  const { estimates, now } = growing('1(')
  expect(estimates.ofNewcomer(WISH, now).isServed).toBe(true)
  estimates.follow({ ...DAY_CATALOGUE, stations: [] })
  expect(estimates.ofNewcomer(WISH, now).isServed).toBe(false)
})

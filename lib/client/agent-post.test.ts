import { expect, test } from 'vitest'
import type { QueueEvent } from '@/lib/domain/events'
import { AgentId, eventId, StationId } from '@/lib/domain/ids'
import { MORNING, queueOf, tablet } from '@/tests/support/day'
import { lostPostOf, takeoverOf } from './agent-post'

/** `1t2s3`: agent 1 opens station 3 on tablet 2; `-1t2s3`: closes it. Each a second after the last. */
function queueAfter(script: string) {
  const words = script.split(' ').filter(Boolean)
  return queueOf(
    words.map((word, seq): QueueEvent => {
      const [agent = 0, device = 0, station = 0] = [...word.replace('-', '').matchAll(/\d/g)].map(Number)
      return {
        ...{ v: 1, h: [MORNING + seq * 1000, 0], actor: AgentId.parse(agent), station: StationId.parse(station) },
        ...{ device: tablet(device), id: eventId(tablet(device), 1, seq) },
        type: word.startsWith('-') ? 'station.closed.v1' : 'station.opened.v1',
      }
    }),
  )
}

test.each([
  // what happened, who opens which station where, from whom it is taken, what is closed
  ['', '1t1s1', '-', '-'],
  ['1t1s1', '1t1s1', '-', '-'],
  ['2t2s1', '1t1s1', '2t2s1', '-'],
  ['2t1s1', '1t1s1', '2t1s1', '-'],
  ['1t2s1', '1t1s1', '1t2s1', '-'],
  ['1t1s1', '1t1s2', '-', '1t1s1'],
  ['1t2s1', '1t1s2', '-', '1t2s1'],
  ['2t1s1', '1t1s2', '-', '2t1s1'],
  ['1t2s1 2t1s2 3t3s3', '1t1s3', '3t3s3', '1t2s1,2t1s2'],
  ['2t2s1 -2t2s1', '1t1s1', '-', '-'],
])('[STAFF-12] after %s: %s takes from %s and closes %s', (script, word, from, closed) => {
  const [agent = 0, device = 0, station = 0] = [...word.matchAll(/\d/g)].map(Number)
  const takeover = takeoverOf(queueAfter(script), tablet(device), AgentId.parse(agent), StationId.parse(station))
  const told = [takeover.holder, ...takeover.closes].map(open =>
    open ? `${open.agent}t${open.device.replace('agent', '')}s${open.station}` : '-',
  )
  expect([told[0], told.slice(1).join() || '-']).toEqual([from, closed])
})

test.each([
  // what happened, what agent 1 on tablet 1 at station 1 is told
  ['1t1s1', '-'],
  ['1t1s1 -1t1s1', '-'],
  ['1t1s1 2t2s1', 'taken 2t2s1'],
  ['1t1s1 2t1s1', 'taken 2t1s1'],
  ['1t1s1 1t2s1', 'taken 1t2s1'],
  ['1t1s1 2t2s1 -2t2s1', '-'],
  ['1t1s1 1t2s2 -1t2s1', 'moved 1t2s2'],
  // Apart, both opened: the later one counts, on both tablets.
  ['1t1s1 1t2s2', 'moved 1t2s2'],
  ['1t2s2 1t1s1', '-'],
])('[STAFF-13] after %s: agent 1 at station 1 on tablet 1 is told %s', (script, told) => {
  const signedOn = { agent: AgentId.parse(1), station: StationId.parse(1) }
  const lost = lostPostOf(queueAfter(script), tablet(1), signedOn)
  expect(lost ? `${lost.kind} ${lost.agent}t${lost.device.replace('agent', '')}s${lost.station}` : '-').toBe(told)
})

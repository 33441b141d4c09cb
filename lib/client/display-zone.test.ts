import { expect, test } from 'vitest'
import { StationId } from '@/lib/domain/ids'
import { dayQueue, SERVICES } from '@/tests/support/day'
import { DAY_CATALOGUE } from '@/tests/support/scheduling'
import { latestCalls, waitingByService } from './announced-calls'
import { zoneIn, zoneWish } from './display-zone'

/** Hall 1: stations 1 and 2, for A and B. The others serve everything. */
const CATALOGUE = {
  ...DAY_CATALOGUE,
  stations: DAY_CATALOGUE.stations.map(station =>
    station.id <= 2 ? { ...station, services: [SERVICES.A.id, SERVICES.B.id] } : station,
  ),
}
const DAY = 'A101 B101 R101 A102 B102 R102 1( 2( 3( 1>A101 2>B101 3>R101'

test.each<[string, string, string, string]>([
  // address                        called            waiting    wrong
  ['', 'R101 B101 A101', 'A B R', ''],
  ['?slot=2&source=pwa', 'R101 B101 A101', 'A B R', ''],
  ['?stations=1', 'A101', 'A B', ''],
  ['?stations=1,2', 'B101 A101', 'A B', ''],
  ['?stations=%201%20,2', 'B101 A101', 'A B', ''],
  ['?stations=1&stations=3', 'R101 A101', 'A B R', ''],
  ['?services=A,r', 'R101 A101', 'A R', ''],
  ['?stations=1,3&services=R', 'R101', 'R', ''],
  ['?stations=2&services=A', '', 'A', ''],
  ['?stations=1;2', 'R101 B101 A101', 'A B R', 'stations=1;2'],
  ['?stations=', 'R101 B101 A101', 'A B R', 'stations='],
  ['?stations=1,guichet-2', 'A101', 'A B', 'stations=guichet-2'],
  ['?stations=1,77&services=Z', 'A101', 'A B', 'stations=77 services=Z'],
  ['?services=%3Cscript%3Ealert(document.cookie)', 'R101 B101 A101', 'A B R', 'services=<script>alert(documen'],
])('[SHOW-3] %s: calls %s, waiting %s, wrong %s', (search, called, waiting, wrong) => {
  const { zone, wrong: parts } = zoneIn(zoneWish(search), CATALOGUE)
  const queue = dayQueue(DAY)
  const letterOf = (id: number) => CATALOGUE.services.find(service => service.id === id)?.letter
  const calls = latestCalls(queue, CATALOGUE, zone).map(({ number }) => number)
  const lines = waitingByService(queue, CATALOGUE, new Map(), zone).map(({ service }) => letterOf(service))
  expect([calls.join(' '), lines.join(' '), parts.join(' ')]).toEqual([called, waiting, wrong])
})

test('[SHOW-3] a station is named by its sign, whatever its id', () => {
  const stations = CATALOGUE.stations.map(station => ({ ...station, number: `G${6 - station.id}` }))
  const { zone, stations: signs } = zoneIn(zoneWish('?stations=g5'), { ...CATALOGUE, stations })
  expect([[...(zone.stations ?? [])], signs]).toEqual([[StationId.parse(1)], ['G5']])
})

import { expect, test } from 'vitest'
import { DAY, day, MORNING, queueOf } from '@/tests/support/day'
import { DAY_CATALOGUE } from '@/tests/support/scheduling'
import { type Catalogue, Message } from './catalogue'
import { closingView, type DayBefore, type OpeningCheck, openingChecks } from './day-checklist'
import type { EventDraft, QueueEvent } from './events'
import type { FloorDevice } from './floor-devices'
import { AgentId, DeviceId, eventId, SERVER_DEVICE, ServiceDay, ServiceId } from './ids'

const BEFORE = ServiceDay.parse('2026-03-01')

/** What the server says of the day, after all that the words say. */
function queueWith(words: string, ...said: EventDraft[]) {
  const told = said.map(
    (draft, index): QueueEvent => ({
      ...draft,
      ...{ v: 1, device: SERVER_DEVICE, id: eventId(SERVER_DEVICE, 9, index + 1), h: [day(words).now + index, 0] },
    }),
  )
  return queueOf([...day(words).events, ...told])
}

const SIGNED_IN: EventDraft = {
  ...{ type: 'staff.signed_in.v1', actor: AgentId.parse(1) },
  ...{ subject: AgentId.parse(1), on: DeviceId.parse('agent1') },
}
const SUSPENDED: EventDraft = { type: 'service.suspended.v1', actor: null, service: ServiceId.parse(2) }

function device(label: string, surface: FloorDevice['surface'], isConnected = true, unsent = 0): FloorDevice {
  const storage = { usedBytes: 1, quotaBytes: 100, isProtected: true }
  const says = { version: 'v', unsent, storage, printer: 'ok', sound: 'ok', screen: 'awake' } as const
  const known = { device: DeviceId.parse('kiosk1'), label, surface, isConnected, heardAt: MORNING }
  return { ...known, clockOffsetMs: 0, says, isPaused: false }
}

const center = (change: Partial<Catalogue['center']>): Catalogue => ({
  ...DAY_CATALOGUE,
  center: { ...DAY_CATALOGUE.center, ...change },
})
const MESSAGE = Message.parse({
  ...{ id: 1, kind: 'notice', textFr: 'a', textEn: 'b', startsAt: null, endsAt: null, active: true },
})

type Scene = {
  words?: string
  said?: EventDraft[]
  before?: DayBefore['end']
  devices?: FloorDevice[]
  catalogue?: Catalogue
}

function check(code: OpeningCheck['code'], { words = 'opened', said = [], before, devices = [], catalogue }: Scene) {
  const scene = {
    ...{ queue: queueWith(words, ...said), catalogue: catalogue ?? DAY_CATALOGUE, day: DAY, now: MORNING, devices },
    before: before ? { day: BEFORE, end: before } : null,
  }
  const found = openingChecks(scene).find(each => each.code === code)
  const figures = Object.values(found ?? {}).filter(value => typeof value === 'number')
  return [found?.state, ...figures].join(' ')
}

const KIOSK = device('Borne 1', 'kiosk')
const GONE = device('Borne 2', 'kiosk', false)

test.each<[string, OpeningCheck['code'], Scene, string]>([
  // what                                  line        how it is                                  state, figures
  ['the first day of a center', 'before', {}, 'done'],
  ['the day before was closed', 'before', { before: 'closed' }, 'done'],
  ['it closed itself', 'before', { before: 'forgotten' }, 'look'],
  ['it is open still', 'before', { before: 'left_open' }, 'todo'],
  ['a usual day', 'hours', {}, 'done'],
  ['a holiday', 'hours', { catalogue: center({ holidays: [{ day: DAY, nameFr: 'Fête', nameEn: 'Feast' }] }) }, 'look'],
  [
    'closed on Mondays',
    'hours',
    { catalogue: center({ weeklyHours: [null, null, null, null, null, null, null] }) },
    'look',
  ],
  ['no kiosk', 'kiosks', {}, 'todo 0 0'],
  ['a kiosk', 'kiosks', { devices: [KIOSK] }, 'done 1 1'],
  ['one of two is away', 'kiosks', { devices: [KIOSK, GONE] }, 'look 1 2'],
  ['the only one is away', 'kiosks', { devices: [GONE] }, 'todo 0 1'],
  ['a display is no kiosk', 'displays', { devices: [KIOSK, device('Écran', 'display')] }, 'done 1 1'],
  ['nobody has signed in', 'staff', {}, 'todo 0'],
  ['one has', 'staff', { said: [SIGNED_IN] }, 'done 1'],
  ['no station is open', 'stations', {}, 'todo 0 5'],
  ['one is', 'stations', { words: 'opened 1(' }, 'done 1 5'],
  ['a service is suspended', 'services', { said: [SUSPENDED] }, 'look'],
  ['a message stands', 'messages', { catalogue: { ...DAY_CATALOGUE, messages: [MESSAGE] } }, 'done 1'],
])('[FLOOR-7] before the doors open: %s', (_what, code, scene, expected) => {
  expect(check(code, scene)).toBe(expected)
})

const said = (words: string, devices: readonly FloorDevice[] = []) => {
  const view = closingView({ queue: queueOf(day(words).events), catalogue: DAY_CATALOGUE, devices })
  return [
    view.atStations.map(({ ticket, station }) => `${ticket.slice(0, 4)} at ${station}`),
    view.waiting.map(({ service, count }) => `${count} for ${service}`),
    view.unserved,
    view.openStations.map(({ station }) => station),
    [...view.unsent.map(({ label, count }) => `${label} ${count}`), ...view.away],
  ].join(' | ')
}

test.each<[string, string, FloorDevice[], string]>([
  // what                              the day                            devices   at stations | waiting | unserved | open | unsent, away
  ['an empty day', 'opened', [], ' |  | 0 |  | '],
  ['who is served is named', 'opened 1( A101 1>A101 1+', [], 'A101 at 1 |  | 0 | 1 | '],
  ['who waits, by service', 'opened A101 B101 A102', [], ' | 2 for 1,1 for 2 | 3 |  | '],
  ['who is parked is unserved too', 'opened 1( A101 1>A101 1+ 1p 1)', [], ' | 1 for 1 | 1 |  | '],
  ['whose work is not sent', 'opened', [device('Tablette', 'agent', true, 3), GONE], ' |  | 0 |  | Tablette 3,Borne 2'],
])('[FLOOR-7] before the day is closed: %s', (_what, words, devices, expected) => {
  expect(said(words, devices)).toBe(expected)
})

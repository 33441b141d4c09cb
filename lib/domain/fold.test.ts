import { expect, test } from 'vitest'
import { DAY, day, dayQueue, kiosk, lost, MORNING, queueOf, tablet, ticketOf, told } from '@/tests/support/day'
import { schedulingIn } from '@/tests/support/scheduling'
import { nextTicket } from './engine/next-ticket'
import type { QueueEvent } from './events'
import { UNEXPLAINED } from './events'
import { QueueFold } from './fold'
import { AgentId, type DeviceId, type DurationMs, eventId, SERVER_DEVICE, StationId } from './ids'
import { MOVES_MAX } from './ticket-history'

test.each([
  // while apart                                   after the merge      who lost                      why
  ['A101 { 1>A101 | 2>A101 }', 'A101 called 1', 'agent2 lost A101 to 1', 'two calls: the earlier one'],
  ['A101 { 2>A101 | 1>A101 }', 'A101 called 2', 'agent1 lost A101 to 2', 'earlier in time, not in number'],
  ['A101 { 1>A101 | 2>A101 2+ }', 'A101 serving 2', 'agent1 lost A101 to 2', 'the citizen is at station 2'],
  ['A101 { 1>A101 1+ | 2>A101 2+ }', 'A101 serving 1', 'agent2 lost A101 to 1', 'equal evidence: the earlier one'],
  ['A101 { 1>A101 1+ | 2>A101 2+ 2. }', 'A101 completed 2', 'agent1 lost A101 to 2', 'completed beats serving'],
  ['A101 { 1>A101 1- | 2>A101 }', 'A101 called 2', 'agent1 lost A101 to 2', 'a no-show is the weakest claim'],
  ['A101 1>A101 { 1- | 1+ }', 'A101 serving 1', 'agent1 lost A101 to 1', 'even of the same station'],
  ['A101 { 1>A101 1! 1! | 2>A101 2+ }', 'A101 serving 2', 'agent1 lost A101 to 2', 'a branch is lost as a whole'],
  ['A101 { 1>A101 | 2>A101 | 3>A101 }', 'A101 called 1', 'agent2 lost A101 to 1, agent3 lost A101 to 1', 'three'],
  ['A101 { 1>A101 1- | 2>A101 2- }', 'A101 no_show 1', 'agent2 lost A101 to null', 'nobody found him'],
  ['A101 1>A101 { 2>A101 | 3>A101 }', 'A101 called 2', 'agent3 lost A101 to 2', 'two overrides of one call'],
])('[CONF-2] %s -> %s, %s: %s', (script, expected, losers) => {
  expect(told(dayQueue(script))).toBe(expected)
  expect(lost(dayQueue(script))).toBe(losers)
})

test.each([
  ['A101 1>A101 2>A101', 'A101 called 2', 'an override knew of the call: nobody lost'],
  ['A101 1>A101 1+ 1.', 'A101 completed 1', 'one after the other'],
  ['A101 { 1>A101 | 2+A101 }', 'A101 called 1', 'a move that could not be made is no rival'],
  ['A101 A102 { 1>A101 | 2>A102 }', 'A101 called 1, A102 called 2', 'two tickets'],
])('[CONF-1] %s -> %s, no conflict: %s', (script, expected) => {
  expect(told(dayQueue(script))).toBe(expected)
  expect(dayQueue(script).conflicts).toEqual([])
})

test('[CONF-3] the loser is told by whom, where and since when', () => {
  const { events } = day('A101 { 1>A101 | 2>A101 }')
  const [, winner, loser] = events
  expect(queueOf(events).conflicts).toEqual([
    {
      ...{
        ticket: ticketOf('A101'),
        winner: winner?.id,
        loser: loser?.id,
        loserDevice: tablet(2),
        loserAgent: 2,
        loserType: loser?.type,
      },
      ...{ station: 1, at: winner?.h[0] },
    },
  ])
})

test.each([
  ['1(', [1], 'a station opens'],
  ['1( 2(', [1, 2], 'each by itself'],
  ['1( 1)', [], 'and closes'],
  ['1( 1) 1(', [1], 'the last word counts'],
])('[CALL-4] %s: open are %j: %s', (script, expected) => {
  expect([...dayQueue(script).openStations.keys()]).toEqual(expected)
})

test('[CALL-4] a station that another device opens is his', () => {
  const { events } = day('1(')
  const takeover = {
    ...byAgent1(MORNING + 60_000, 1),
    device: tablet(2),
    id: eventId(tablet(2), 1, 1),
    type: 'station.opened.v1',
    station: StationId.parse(1),
  } as const
  for (const arrival of [
    [...events, takeover],
    [takeover, ...events],
  ]) {
    expect(queueOf(arrival).openStations.get(StationId.parse(1))).toMatchObject({
      device: 'agent2',
      since: takeover.h[0],
    })
  }
})

test.each([
  ['1( 1z', 'break meal', 'a break'],
  ['1( 1z 1Z', '', 'is over'],
  ['1( 1w', 'walk_in question', 'somebody without a ticket'],
  ['1( 1z 1Z 1w', 'walk_in question', 'one after the other'],
  ['1( 1z 1) 1(', '', 'a new opening begins anew'],
  ['1z 1(', '', 'whoever has not opened has no break'],
  ['2z 1(', '', 'nor has who is elsewhere'],
])('[CALL-16] %s: beside the queue %j: %s', (script, expected) => {
  const { events } = day(script)
  for (const arrival of [events, [...events].reverse()]) {
    const occupation = queueOf(arrival).openStations.get(StationId.parse(1))?.occupation
    expect(occupation ? `${occupation.kind} ${occupation.reason}` : '').toBe(expected)
  }
})

test('[CALL-16] who has lost the station to another tablet takes no break there, whatever came first', () => {
  const { events } = day('1( ~2m 1z')
  const station = StationId.parse(1)
  const takeover = {
    ...byAgent1(MORNING + 60_000, 1),
    device: tablet(2),
    id: eventId(tablet(2), 1, 1),
    type: 'station.opened.v1',
    station,
  } as const
  for (const arrival of [
    [...events, takeover],
    [takeover, ...events],
  ]) {
    expect(queueOf(arrival).openStations.get(station)).toMatchObject({ device: 'agent2', occupation: null })
  }
})

test.each([
  // what came     tickets                      alerts                       why
  ['opened A101 1>A101', 'A101 called 1', [], 'all are on the roster'],
  ['A101 1>A101 opened', 'A101 called 1', [], 'and were before it came'],
  ['opened A901', '', ['ticket.checked_in.v1'], 'kiosk 9 is not on it'],
  ['A901 opened', '', ['ticket.checked_in.v1'], 'what counted before the roster came counts no more'],
  ['A901', 'A901 waiting', [], 'before the roster comes nobody can be checked'],
  ['opened A101 9>A101', 'A101 waiting', ['ticket.called.v1'], 'nor is tablet 9'],
  ['opened A001', 'A001 waiting', [], 'the server issues by REST'],
])('[ROLE-2] %s -> %s, alerts %j: %s', (script, expected, alerts) => {
  expect(told(dayQueue(script))).toBe(expected)
  expect(dayQueue(script).alerts.map(alert => alert.type)).toEqual(alerts)
})

/** The head of an event of the agent at station 1. */
function byAgent1(ms: number, seq: number) {
  const [device, actor] = [tablet(1), AgentId.parse(1)]
  return { v: 1 as const, id: eventId(device, 1, seq), h: [ms, 0] as const, device, actor }
}

/** The server measured that this device's clock was wrong during its first boot. */
function corrected(subject: DeviceId, offsetMs: number, seq = 1, boot = 1): QueueEvent {
  const by = {
    v: 1,
    id: eventId(SERVER_DEVICE, 1, seq),
    h: [MORNING, seq],
    device: SERVER_DEVICE,
    actor: null,
  } as const
  return { ...by, type: 'clock.corrected.v1', subject, boot, offsetMs }
}

/** The same events as this device would have stamped them with its clock wrong by so much. */
function wrongBy(events: readonly QueueEvent[], device: DeviceId, ms: number): QueueEvent[] {
  return events.map(event => (event.device === device ? { ...event, h: [event.h[0] + ms, event.h[1]] } : event))
}

const TEN_MINUTES = 600_000

test('[ORDER-2] a corrected clock reorders what its device said', () => {
  const { events } = day('A101 A201 A102')
  const wrong = wrongBy(events, kiosk(2), -TEN_MINUTES)
  const order = (all: readonly QueueEvent[]) => {
    const queue = queueOf(all)
    return [...queue.tickets.values()].sort((a, b) => a.checkedInAt - b.checkedInAt).map(ticket => ticket.number)
  }
  expect(order(wrong)).toEqual(['A201', 'A101', 'A102'])
  expect(order([...wrong, corrected(kiosk(2), TEN_MINUTES)])).toEqual(['A101', 'A201', 'A102'])
  expect(order([corrected(kiosk(2), TEN_MINUTES), ...wrong])).toEqual(['A101', 'A201', 'A102'])
})

test('[ORDER-2] a corrected clock can turn a conflict', () => {
  const { events } = day('A101 { 1>A101 | 2>A101 }')
  const wrong = wrongBy(events, tablet(2), -TEN_MINUTES)
  expect(told(queueOf(wrong))).toBe('A101 called 2')
  expect(told(queueOf([...wrong, corrected(tablet(2), TEN_MINUTES)]))).toBe('A101 called 1')
})

test('[ORDER-2] a correction is for one boot, and the last one counts', () => {
  const { events } = day('1( A101 A201')
  const wrong = wrongBy(events, kiosk(2), -TEN_MINUTES)
  const first = (...corrections: QueueEvent[]) => {
    const queue = queueOf([...wrong, ...corrections])
    const { state, config, times } = schedulingIn(queue)
    return nextTicket(state, config, times, AgentId.parse(1), MORNING + TEN_MINUTES).ticket?.slice(0, 4)
  }
  expect(first()).toBe('A201')
  expect(first(corrected(kiosk(2), TEN_MINUTES, 1, 2))).toBe('A201')
  expect(first(corrected(kiosk(2), 1, 1), corrected(kiosk(2), TEN_MINUTES, 2))).toBe('A101')
  expect(first(corrected(kiosk(2), TEN_MINUTES, 2), corrected(kiosk(2), 1, 1))).toBe('A101')
})

test.each<[string, QueueEvent[], DurationMs | undefined]>([
  // what                                  corrections of kiosk 2                              to add
  ['ten minutes behind', [corrected(kiosk(2), TEN_MINUTES)], TEN_MINUTES],
  ['ten minutes ahead', [corrected(kiosk(2), -TEN_MINUTES)], -TEN_MINUTES],
  ['two minutes are nobody’s business', [corrected(kiosk(2), 120_000)], undefined],
  ['set right since', [corrected(kiosk(2), TEN_MINUTES, 1), corrected(kiosk(2), 0, 2)], undefined],
  ['the last word counts', [corrected(kiosk(2), 0, 1), corrected(kiosk(2), TEN_MINUTES, 2)], TEN_MINUTES],
  ['the latest boot counts', [corrected(kiosk(2), TEN_MINUTES, 1, 2), corrected(kiosk(2), 0, 2, 1)], TEN_MINUTES],
  ['right in the latest boot', [corrected(kiosk(2), 0, 1, 2), corrected(kiosk(2), TEN_MINUTES, 2, 1)], undefined],
])('[DEV-10] a wrong clock is known to everybody: %s', (_, corrections, expected) => {
  const { events } = day('A101 A201')
  for (const arrival of [
    [...events, ...corrections],
    [...corrections, ...events],
    [...events, ...corrections].reverse(),
  ])
    expect([...queueOf(arrival).wrongClocks]).toEqual(expected === undefined ? [] : [[kiosk(2), expected]])
})

test('[DEV-10] a device that has started again since is right until the server says otherwise', () => {
  const { events } = day('A101 A201')
  const later = events
    .filter(({ device }) => device === kiosk(2))
    .map(event => ({ ...event, id: eventId(kiosk(2), 2, 1) }) as QueueEvent) // reason: the same event of another boot
  const all = [...events, corrected(kiosk(2), TEN_MINUTES), ...later]
  for (const arrival of [all, [...all].reverse()]) {
    expect(queueOf(arrival).wrongClocks.size).toBe(0)
    const again = [...arrival, corrected(kiosk(2), TEN_MINUTES, 2, 2)]
    expect([...queueOf(again).wrongClocks]).toEqual([[kiosk(2), TEN_MINUTES]])
  }
})

test('[ORDER-1] what has the same time is ordered by counter, device and id', () => {
  const { events } = day('A101 { 1>A101 | 2>A101 }')
  const sameTime = (counters: readonly number[]) =>
    events.map((event, index): QueueEvent => ({ ...event, h: [MORNING, counters[index] ?? 0] }))
  expect(told(queueOf(sameTime([0, 1, 1])))).toBe('A101 called 1')
  expect(told(queueOf(sameTime([0, 2, 1])))).toBe('A101 called 2')
  expect(told(queueOf([...sameTime([0, 1, 1])].reverse()))).toBe('A101 called 1')
})

test('[FOLD-2] repeats are dropped by id', () => {
  const { events } = day('A101 1>A101 1! 1!')
  const fold = queueOf([...events, ...events])
  expect(fold.add(events)).toEqual(new Set())
  expect(told(fold)).toBe('A101 called 1')
  expect([...fold.tickets.values()][0]).toMatchObject({ calls: 3 })
})

test('[FOLD-3] only the touched tickets, and those of the same person, are folded again', () => {
  const fold = dayQueue('A101=ada A102 A201=bob')
  const { events } = day('A101=ada A102 A201=bob A202=ada')
  expect(fold.add(events)).toEqual(new Set([ticketOf('A202')]))
  const merged = day('A101=ada A102 A201=bob { A202=ada 2>A202 }')
  expect(fold.add(merged.events)).toEqual(new Set([ticketOf('A202'), ticketOf('A101')]))
})

test('[FOLD-4] a ticket called without end neither throws nor grows without end, and can be closed', () => {
  const { events } = day('A101 1>A101')
  const recalls: QueueEvent[] = []
  let head = events.at(-1)?.id ?? null
  for (let seq = 100; seq < 20_100; seq++) {
    const id = eventId(tablet(1), 1, seq)
    recalls.push({
      ...byAgent1(MORNING + seq, seq),
      type: 'ticket.recalled.v1',
      ticket: ticketOf('A101'),
      basedOn: head,
    })
    head = id
  }
  const known = [...events, ...recalls]
  const [ticket] = queueOf(known).tickets.values()
  expect(ticket).toMatchObject({ state: 'called', calls: MOVES_MAX })

  const close = ticketClosed(ticket?.head ?? null, 30_000)
  const again = ticketClosed(close.id, 30_001)
  const [closed] = queueOf([...known, close, again]).tickets.values()
  expect(closed).toMatchObject({ state: 'closed', head: close.id })
})

function ticketClosed(basedOn: QueueEvent['id'] | null, seq: number) {
  const by = { v: 1, id: eventId(SERVER_DEVICE, 1, seq), h: [MORNING + seq, 0], device: SERVER_DEVICE } as const
  const of = { actor: null, ticket: ticketOf('A101'), basedOn, carried: null }
  return { ...by, ...of, type: 'ticket.closed.v1', code: 'closed_by_day_end' } as const
}

test('[FOLD-4] events that are based on each other are kept and ignored', () => {
  const { events } = day('A101')
  const ids = [eventId(tablet(1), 1, 1), eventId(tablet(1), 1, 2)] as const
  const knot = ids.map((id, index): QueueEvent => {
    const of = { ticket: ticketOf('A101'), basedOn: ids[1 - index] ?? null }
    return {
      ...byAgent1(MORNING, index),
      id,
      ...of,
      type: 'ticket.called.v1',
      ...UNEXPLAINED,
      station: StationId.parse(1),
    }
  })
  expect(told(queueOf([...events, ...knot]))).toBe('A101 waiting')
})

test('[FOLD-1] an empty day is an empty queue', () => {
  const fold = new QueueFold()
  expect(fold.add([])).toEqual(new Set())
  expect([fold.tickets.size, fold.conflicts, fold.alerts, fold.roster.rules]).toEqual([0, [], [], null])
  expect(DAY).toBe('2026-03-02')
})

test.each([
  ['A101=ada { A201=ada A201e | 1( }', 'A101', 'granted to the paper that gives way'],
  ['A101=ada A101e A201=ada', 'A101', 'or to the one that stays'],
])('[DUP-1] %s: %s is an emergency: %s', (script, number) => {
  const { events } = day(script)
  for (const order of [events, [...events].reverse()]) {
    const queue = queueOf(order)
    const stays = [...queue.tickets.values()].find(ticket => ticket.number === number)
    expect([stays?.state, stays?.standing.isEmergency]).toEqual(['waiting', true])
  }
})

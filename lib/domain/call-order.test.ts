import { expect, test } from 'vitest'
import { dayQueue, SERVICES, ticketOf } from '@/tests/support/day'
import { aheadOf, nextTicket, servicesAt, waitingInOrder } from './call-order'
import type { Agent, Service, Station } from './catalogue'
import { AgentId, ServiceId, StationId } from './ids'

const ALL = new Set(Object.values(SERVICES).map(({ id }) => id))

test.each([
  // day                             order                    why
  ['A101 A102', 'A101 A102', 'first come, first served within a class'],
  ['A102 A101', 'A102 A101', 'by time of arrival, not by number'],
  ['A101 A201', 'A101 A201', 'whatever the kiosk'],
  ['A101 B101', 'A101 B101', 'services of one class share one order'],
  ['A101 R101 E101', 'E101 R101 A101', 'the priority class goes first'],
  ['A101 R101 R102 A102', 'R101 R102 A101 A102', 'and within it, who came first'],
  ['A101 A102 1>A101', 'A102', 'a called ticket waits no more'],
  ['A101=ada A201=ada', 'A101', 'nor does a duplicate'],
  ['', '', 'nobody'],
])('[CALL-1] %s -> %s: %s', (script, expected) => {
  const order = waitingInOrder(dayQueue(script).tickets.values(), ALL).map(ticket => ticket.number)
  expect(order.join(' ')).toBe(expected)
})

test.each<[string, (keyof typeof SERVICES)[], string | undefined, string]>([
  ['A101 B101 R101', ['A', 'B'], 'A101', 'a station calls only what it may serve'],
  ['A101 B101', ['B'], 'B101', 'even if others have waited longer'],
  ['A101', ['B'], undefined, 'or nobody'],
  ['A101 R101 E101', ['A', 'B', 'R', 'E'], 'E101', 'the head of the order'],
])('[CALL-1] %s, services %j -> %s: %s', (script, letters, expected) => {
  const services = new Set<ServiceId>(letters.map(letter => SERVICES[letter].id))
  const tickets = dayQueue(script).tickets
  expect(nextTicket(tickets.values(), services)?.number).toBe(expected)
  expect(waitingInOrder(tickets.values(), services)[0]?.number).toBe(expected)
})

test.each([
  ['A101 A102 A103', 'A103', 'A101 A102', 'who came before'],
  ['A101 R101', 'A101', 'R101', 'who goes before'],
  ['A101 A102 1>A101', 'A102', '', 'a called ticket is not ahead any more'],
  ['A101 1>A101', 'A101', '', 'nobody is ahead of a ticket that does not wait'],
])('[CALL-3] %s: ahead of %s are %j: %s', (script, number, expected) => {
  const ahead = aheadOf(dayQueue(script).tickets.values(), ticketOf(number))
  expect(ahead.map(ticket => ticket.number).join(' ')).toBe(expected)
})

test.each<[number[], number[], number[], number[], string]>([
  // station   agent      inactive   usable   why
  [[1, 2], [1, 2], [], [1, 2], 'both know both'],
  [[1, 2], [2, 3], [], [2], 'the station is equipped for it and the agent has learnt it'],
  [[1, 2], [], [], [1, 2], 'an agent without specialisations serves what the station does'],
  [[1], [2], [], [], 'nothing in common'],
  [[1, 2], [1, 2], [2], [1], 'a closed service is served nowhere'],
])('[CALL-2] station %j, agent %j, closed %j -> %j: %s', (equipped, learnt, closed, expected) => {
  const ids = (numbers: readonly number[]) => numbers.map(number => ServiceId.parse(number))
  const station: Station = { id: StationId.parse(1), number: '1', name: 'G1', services: ids(equipped), active: true }
  const agent: Agent = {
    ...{ id: AgentId.parse(1), employeeId: 'E1', firstName: 'Ada', lastName: 'N', role: 'agent', active: true },
    services: ids(learnt),
  }
  const services = [1, 2, 3].map((id): Service => {
    const active = !closed.includes(id)
    const names = { code: `S${id}`, nameFr: '', nameEn: '', letter: 'A' }
    return { ...names, id: ServiceId.parse(id), priority: 4, durationMinutes: 10, active }
  })
  expect([...servicesAt(station, agent, services)]).toEqual(expected)
})

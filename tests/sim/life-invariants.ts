import { isTicketEvent, type QueueEvent, type TicketEvent } from '@/lib/domain/events'
import type { QueueFold } from '@/lib/domain/fold'
import { type DeviceId, type DurationMs, type EventId, SERVER_DEVICE, type TicketId } from '@/lib/domain/ids'
import { pushTo } from '@/lib/domain/multimap'
import { ticketAt } from '@/lib/domain/post'
import { configOn, engineTicketOf } from '@/lib/domain/scheduling'
import { compareAge } from '@/lib/domain/stamp'
import type { Ticket } from '@/lib/domain/ticket'
import { isNote } from '@/lib/domain/ticket-history'
import { placeOf } from './agent-work'
import type { StoredDocument } from './database'
import { CATALOGUE } from './people'
import type { SimDevice } from './sim-device'
import { virtualTime } from './virtual-time'
import type { World } from './world'

/** A clock is pulled ahead by others by so much (ORDER-4); two of them, one after another, by twice that. */
const AHEAD_MS_MAX: DurationMs = 2 * 60_000
/** The third no-show closes the ticket. */
const SET_BACK_MAX = 2

/** What must hold of each ticket of a day, whatever was done with it, and by whom at the same time. */
export function checkLives(world: World, stored: StoredDocument, queue: QueueFold): void {
  for (const [id, said] of saidOf(world, stored)) {
    const ticket = queue.tickets.get(id)
    // What a revoked device said last counts nowhere, and what others have built on it stands on nothing.
    const isFelled = said.some(({ id, device }) => !isTrusted(world, device) && !counts(stored, queue, id))
    if (!ticket || isFelled) continue
    checkServed(world, ticket, said, releasesOf(stored, id))
    checkNotes(world, queue, ticket, said)
    checkTurns(world, stored, queue, ticket)
  }
}

/** All that devices have said durably of each ticket, told of it or cut off before, each device in its own order. */
function saidOf({ ledger }: World, { key, events }: StoredDocument): ReadonlyMap<TicketId, TicketEvent[]> {
  const said = new Map<EventId, QueueEvent>()
  for (const { event } of events.values()) if (event.device !== SERVER_DEVICE) said.set(event.id, event)
  for (const { day, event } of ledger.durable.values()) if (day === key.day) said.set(event.id, event)
  const byTicket = new Map<TicketId, TicketEvent[]>()
  for (const event of said.values()) if (isTicketEvent(event)) pushTo(byTicket, event.ticket, event)
  for (const ofTicket of byTicket.values()) ofTicket.sort((a, b) => compareAge(a.id, b.id))
  return byTicket
}

function isTrusted({ revokedAt }: World, device: DeviceId): boolean {
  return !revokedAt.has(device)
}

function counts({ events }: StoredDocument, queue: QueueFold, id: TicketEvent['id']): boolean {
  return events.has(id) && !queue.refuses(id)
}

/** What a supervisor released: the moves of agents from which the server took this ticket away. */
function releasesOf({ events }: StoredDocument, id: TicketId): ReadonlySet<EventId | null> {
  const ofServer = [...events.values()].map(({ event }) => event).filter(({ device }) => device === SERVER_DEVICE)
  return new Set(
    ofServer.flatMap(event => (event.type === 'ticket.requeued.v1' && event.ticket === id ? [event.basedOn] : [])),
  )
}

/**
 * I15: who was served stays served, and whose service has begun is with an agent until that very agent lets him go, or a
 * supervisor releases his station.
 */
function checkServed(
  world: World,
  ticket: Ticket,
  said: readonly TicketEvent[],
  released: ReadonlySet<EventId | null>,
): void {
  const servedBy = new Set<DeviceId>()
  let isCompleted = false
  for (const { id: event, type, device } of said) {
    if (!isTrusted(world, device)) continue
    if (type === 'ticket.service_started.v1' || isBackInService(said, event)) servedBy.add(device)
    else if (LETS_GO.has(type)) servedBy.delete(device)
    if (released.has(event)) servedBy.delete(device)
    if (type === 'ticket.completed.v1') isCompleted = true
    else if (type === 'ticket.undone.v1') isCompleted &&= !isBackInService(said, event)
  }
  const { id, state } = ticket
  if (isCompleted && state !== 'completed') world.trace.violated('I15', `${id} was completed and is ${state}`)
  if (servedBy.size > 0 && state !== 'serving' && state !== 'completed')
    world.trace.violated('I15', `${id} is served by ${[...servedBy]} and is ${state}`)
}

/** The end of a service, or a transfer, was taken back before anybody went on from there. */
function isBackInService(said: readonly TicketEvent[], id: EventId): boolean {
  const undone = said.find(event => event.id === id)
  if (undone?.type !== 'ticket.undone.v1') return false
  const isAlone = said.filter(event => event.basedOn === undone.basedOn && !isNote(event)).length === 1
  const from = said.find(event => event.id === undone.basedOn)
  return isAlone && (from?.type === 'ticket.completed.v1' || from?.type === 'ticket.transferred.v1')
}

const LETS_GO: ReadonlySet<TicketEvent['type']> = new Set([
  'ticket.requeued.v1',
  'ticket.parked.v1',
  'ticket.transferred.v1',
  'ticket.completed.v1',
])

/** I16: a granted emergency and a head start that was taken back stand, whatever happened beside them. */
function checkNotes(world: World, queue: QueueFold, ticket: Ticket, said: readonly TicketEvent[]): void {
  const { trace } = world
  const { id, standing } = ticket
  const noted = (type: TicketEvent['type']) => said.some(event => event.type === type && isTrusted(world, event.device))
  if (noted('ticket.emergency_granted.v1') && !standing.isEmergency) trace.violated('I16', `${id} lost its emergency`)
  if (noted('ticket.remarked.v1') && standing.remarks.length === 0) trace.violated('I16', `${id} lost its remark`)
  if (noted('ticket.time_flagged.v1') && !standing.isTimeWrong) trace.violated('I16', `${id} lost its flag`)
  if (noted('ticket.head_start_removed.v1') && standing.isVulnerable) trace.violated('I16', `${id} has its head start`)
  if (ticket.state !== 'duplicate' || !standing.isEmergency) return
  if (queue.tickets.get(ticket.of)?.standing.isEmergency) trace.count('emergencies of a second paper')
  else trace.violated('I16', `${id} did not leave its emergency to ${ticket.of}`)
}

/** I17: nobody's credit begins after now, and nobody is set back a third time. */
function checkTurns(
  { trace, ledger }: World,
  { key: { day }, events }: StoredDocument,
  queue: QueueFold,
  ticket: Ticket,
): void {
  const { id, standing, state } = ticket
  const setBack = standing.turns.filter(({ kind }) => kind === 'set_back').length
  if (setBack > SET_BACK_MAX) trace.violated('I17', `${id} was set back ${setBack} times`)
  // A clock that was wrong, and on which nobody came to measure it, tells times to come.
  const isTimed = (event: QueueEvent) => queue.timeOf(event) <= (ledger.saidAt.get(event.id) ?? 0) + AHEAD_MS_MAX
  if (state !== 'waiting') return
  for (const { event } of events.values()) if (isTicketEvent(event) && event.ticket === id && !isTimed(event)) return
  const { creditStart } = engineTicketOf(ticket, configOn(day, CATALOGUE))
  const ahead = creditStart - virtualTime.now()
  if (ahead > AHEAD_MS_MAX) trace.violated('I17', `the credit of ${id} begins in ${ahead} ms`)
}

/**
 * I6: once all views have settled, nobody is at two stations. An older program does not see a call that is based on a move
 * that it does not know, and may call the same citizen again: that is counted, and settled like any two calls.
 */
export function checkStations(world: World): void {
  const holders = new Map<TicketId, SimDevice>()
  for (const device of world.members) {
    const place = placeOf(device)
    const { running } = device
    if (device.identity.surface !== 'agent' || !place || !running || !world.isTrusted(device)) continue
    const at = ticketAt(running.replica.queue, { device: device.identity.device, station: place.station.id })
    const other = at && holders.get(at.id)
    if (at) holders.set(at.id, device)
    if (!other) continue
    if (other.version === 'older' || device.version === 'older') world.trace.count('citizens called by two versions')
    else world.trace.violated('I6', `${at.id} is at ${other.name} and at ${device.name}`)
  }
}

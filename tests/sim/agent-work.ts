import { type DeskAction, decide, postOf } from '@/lib/client/agent-desk'
import type { Agent, Station } from '@/lib/domain/catalogue'
import { BreakReason, type EventDraft, Remark, type TicketEvent, UNEXPLAINED, WalkInReason } from '@/lib/domain/events'
import type { AgentId, ServiceId, StationId } from '@/lib/domain/ids'
import { occupationOf, type Post, ticketAt } from '@/lib/domain/post'
import { ok } from '@/lib/domain/result'
import { schedulingOf } from '@/lib/domain/scheduling'
import { compareAge } from '@/lib/domain/stamp'
import type { TicketAtStation, TicketState } from '@/lib/domain/ticket'
import { isUndoable } from '@/lib/domain/ticket-history'
import type { Chance } from './chance'
import { CATALOGUE } from './people'
import type { Running, SimDevice } from './sim-device'
import type { World } from './world'

/** An agent does what his work asks for next, if his tablet works. @param finishes he opens nothing and calls nobody. */
export async function work(world: World, device: SimDevice, chance: Chance, finishes = false): Promise<void> {
  const { running } = device
  const place = placeOf(device)
  if (!running || !place) return
  const post = postOf(device.identity.device, place, CATALOGUE)
  if (device.version === 'newer' && !finishes && chance.once(4)) return await note(world, device, running, post)
  const action = finishes ? lastAction(running, post) : nextAction(running, post, chance, world.chance)
  if (!action || (device.version === 'older' && !OLDER_ACTIONS.has(action.kind))) return
  const done = await running.replica.act(desk => {
    const decision = decide(action, post, desk, () =>
      schedulingOf(desk.queue, CATALOGUE, running.replica.day, running.link.reach),
    )
    return decision.ok && device.version === 'older' ? ok(asOlderSays(decision.value)) : decision
  })
  const what = done.ok ? ('ticket' in done.value ? done.value.ticket : '') : done.refusal.code
  world.trace.say(device.name, `${action.kind}: ${what}`)
  world.trace.count(done.ok ? nameOf(action, done.value.type) : 'refusals')
}

/** What an agent could do before a ticket had its new life. */
const OLDER_ACTIONS: ReadonlySet<DeskAction['kind']> = new Set([
  'open_station',
  'close_station',
  'call_next',
  'start',
  'complete',
  'recall',
  'no_show',
] as const)

/** It explained no call, and closed a ticket at its first no-show. */
function asOlderSays(draft: EventDraft): EventDraft {
  if (draft.type === 'ticket.called.v1') return { ...draft, ...UNEXPLAINED }
  return draft.type === 'ticket.set_back.v1' ? { ...draft, type: 'ticket.no_show.v1' } : draft
}

/** A program of the years to come says what no other knows. */
async function note(world: World, { name }: SimDevice, { replica }: Running, { agent }: Post): Promise<void> {
  // reason: the union of events has no such type; the codec of that program has
  const noted = { type: 'center.noted.v1', actor: agent, note: 'what comes', half: 5 } as unknown as EventDraft
  const done = await replica.act<never>(() => ok(noted))
  world.trace.say(name, `note: ${done.ok ? done.value.id : done.refusal.code}`)
  if (done.ok) world.trace.count('events of an unknown type')
}

export function placeOf({ name }: SimDevice): { readonly agent: Agent; readonly station: Station } | null {
  const index = Number(name.slice(-1)) - 1
  const [agent, station] = [CATALOGUE.agents[index], CATALOGUE.stations[index]]
  return agent && station ? { agent, station } : null
}

/** Somebody who did not come is set back, and at last no more. */
function nameOf({ kind }: DeskAction, type: string): string {
  return type === 'ticket.set_back.v1' ? 'set_back' : kind
}

function lastAction({ replica }: Running, post: Post): DeskAction | null {
  const ticket = ticketAt(replica.queue, post)
  if (!ticket) return null
  return { kind: ticket.state === 'serving' ? 'complete' : 'start' }
}

function nextAction(running: Running, post: Post, chance: Chance, ofWorld: Chance): DeskAction | null {
  const named = takesBack(running, post, chance) ?? (chance.once(3) ? withNamedTicket(running, post, chance) : null)
  if (named) return named
  const { queue } = running.replica
  const ticket = ticketAt(queue, post)
  if (ticket?.state === 'serving') return whileServing(ticket.service, chance)
  if (ticket) return afterCall(ticket, chance, ofWorld)
  const isOpen = queue.openStations.get(post.station)?.device === post.device
  if (!isOpen) return { kind: 'open_station' }
  const occupation = occupationOf(queue, post)
  if (occupation && chance.once(3)) return null
  if (occupation) return { kind: occupation.kind === 'break' ? 'end_break' : 'end_walk_in' }
  if (chance.once(20)) return besideTheQueue(post, chance)
  return { kind: chance.once(25) ? 'close_station' : 'call_next' }
}

/** A meal, or somebody who only asks the way. */
function besideTheQueue({ services }: Post, chance: Chance): DeskAction {
  if (chance.once(2)) return { kind: 'start_break', reason: chance.pick(BreakReason.options) }
  return { kind: 'start_walk_in', service: chance.pick([...services]), reason: chance.pick(WalkInReason.options) }
}

function whileServing(service: ServiceId, chance: Chance): DeskAction | null {
  if (chance.once(4)) return null
  return chance.once(6) ? sendAway(service, chance) : { kind: 'complete' }
}

/** Some are not there, however often they are called. */
function afterCall({ id, service, calls }: TicketAtStation, chance: Chance, ofWorld: Chance): DeskAction {
  if (ofWorld.of(`absent ${id}`).once(5)) return { kind: calls > 2 ? 'no_show' : 'recall' }
  return chance.once(8) ? sendAway(service, chance) : { kind: 'start' }
}

/** A slip of the finger: what he has just done, while it is not too late. */
function takesBack({ replica: { queue } }: Running, post: Post, chance: Chance): DeskAction | null {
  if (!chance.once(14)) return null
  const own = [...queue.tickets.keys()].flatMap(id => queue.latestMove(id) ?? []).filter(isMine(post))
  const [latest] = own.sort((a, b) => compareAge(b.id, a.id))
  return latest ? { kind: 'undo', ticket: latest.ticket } : null
}

function isMine({ device, agent }: Post): (move: TicketEvent) => boolean {
  return move => move.device === device && move.actor === agent && isUndoable(move)
}

/** The citizen before him goes, and will be back. */
function sendAway(service: ServiceId, chance: Chance): DeskAction {
  const kind = chance.pick(['requeue', 'park', 'park', 'transfer', 'next_step'] as const)
  if (kind === 'next_step') return { kind }
  if (kind === 'park') return { kind, reason: chance.pick(['errand', 'center']) }
  if (kind === 'requeue') return { kind }
  return chance.once(2) ? { kind, service: otherThan(service) } : { kind, service, ...byName(chance) }
}

/** Whether he is there or not, and whether he serves it. */
function byName(chance: Chance): { readonly station: StationId } | { readonly agent: AgentId } {
  const station = chance.pick(CATALOGUE.stations)
  return chance.once(2) ? { station: station.id } : { agent: chance.pick(CATALOGUE.agents).id }
}

type Named = Exclude<
  Extract<DeskAction, { readonly ticket: unknown } | { readonly kind: 'release_station' }>,
  { readonly kind: 'undo' }
>

/** Something about a ticket that he names, of what the queue he sees allows; null when there is no such ticket. */
function withNamedTicket({ replica }: Running, post: Post, chance: Chance): Named | null {
  const { queue } = replica
  const ticketIn = (...states: readonly TicketState[]) => {
    const all = [...queue.tickets.values()].filter(({ state }) => states.includes(state))
    return all.length > 0 ? chance.pick(all) : null
  }
  const kind = chance.pick(NAMED)
  if (kind === 'release_station') {
    const others = [...queue.openStations.keys()].filter(station => station !== post.station)
    return others.length > 0 && chance.once(4) ? { kind, station: chance.pick(others) } : null
  }
  const ticket = ticketIn(...STATES_FOR[kind])
  if (!ticket) return null
  const { id, service } = ticket
  if (kind === 'reclassify') return { kind, ticket: id, service: otherThan(service) }
  if (kind === 'remark') return { kind, ticket: id, remark: chance.pick(Remark.options) }
  if (kind === 'grant_emergency') return { kind, ticket: id, reason: 'proof_seen' }
  return kind === 'call_out_of_order' ? { kind, ticket: id, reason: 'citizen_returned' } : { kind, ticket: id }
}

const STATES_FOR: Readonly<Record<Exclude<Named['kind'], 'release_station'>, readonly TicketState[]>> = {
  call_out_of_order: ['waiting'],
  grant_emergency: ['waiting'],
  remove_head_start: ['waiting', 'called'],
  reclassify: ['waiting', 'called', 'serving'],
  resume: ['parked'],
  reopen: ['no_show'],
  bring_back: ['called', 'serving'],
  remark: ['waiting', 'called', 'serving', 'parked', 'completed'],
  flag_time: ['serving', 'completed'],
}
/** Most ask about somebody who went and is back. */
const NAMED: readonly Named['kind'][] = [
  'resume',
  'resume',
  'resume',
  'reopen',
  'reopen',
  'reopen',
  'call_out_of_order',
  'grant_emergency',
  'reclassify',
  'remove_head_start',
  'release_station',
  'bring_back',
  'remark',
  'flag_time',
]

function otherThan(service: ServiceId): ServiceId {
  return CATALOGUE.services.find(({ id }) => id !== service)?.id ?? service
}

import { useEffect, useMemo } from 'react'
import type { Agent, Catalogue, Station } from '@/lib/domain/catalogue'
import type { EngineConfig } from '@/lib/domain/engine/model'
import { type WhyNot, whyNot } from '@/lib/domain/engine/why-not'
import type { QueueEvent } from '@/lib/domain/events'
import type { Queue } from '@/lib/domain/fold'
import type {
  AgentId,
  DeviceId,
  DurationMs,
  InstantMs,
  ServiceDay,
  StationId,
  TicketId,
  TicketNumber,
} from '@/lib/domain/ids'
import type { Occupation, OpenStation } from '@/lib/domain/open-stations'
import { isServing, occupationOf, type Post, ticketAt } from '@/lib/domain/post'
import { configOn } from '@/lib/domain/scheduling'
import { isAbandoned } from '@/lib/domain/serve'
import type { ParkedTicket, Ticket, TicketAtStation, WaitingTicket } from '@/lib/domain/ticket'
import {
  type DeskAction,
  type IgnoredWork,
  ignoredWork,
  lostMoves,
  postOf,
  type SignedOn,
  signedOnIn,
  type WrongClock,
  waitingFor,
  wrongClocks,
} from './agent-desk'
import { ticketsNamed } from './agent-find'
import { withAutoNext } from './agent-memory'
import { type HeldPost, heldPost, type LostPost, lostPostOf, type Takeover, takeoverOf } from './agent-post'
import { type TakeBack, takeBackOf } from './agent-undo'
import { confirmDay, type DayDoubt, dayDoubtOf } from './day-doubt'
import type { Estimates } from './estimates'
import type { LinkStatus } from './link-status'
import type { ReadyDevice } from './running-device'
import { useAgentMemory } from './use-agent-memory'
import { type CenterWatch, useCenterWatch } from './use-center-watch'
import { type AgentRefusal, useDeskActions } from './use-desk-actions'
import { useEstimates } from './use-estimates'
import { useNow } from './use-now'
import { useQueue } from './use-queue'

export type AgentAction = DeskAction | { readonly kind: 'dismiss' } | { readonly kind: 'complete_and_call' }
export type LostCall = { readonly number: TicketNumber; readonly station: string; readonly at: InstantMs } & Pick<
  ReturnType<typeof lostMoves>[number],
  'isUndo'
>

export type AgentView = {
  /** This tablet. */
  readonly device: DeviceId
  readonly catalogue: Catalogue
  readonly status: LinkStatus
  readonly now: InstantMs
  readonly post: {
    readonly agent: Agent
    readonly station: Station
    readonly open: boolean
    readonly occupation: Occupation | null
  } | null
  /** Whose station this tablet has, also while it is locked, or somebody else is here. */
  readonly held: HeldPost | null
  /** By whom the station of who is here was taken. */
  readonly lostPost: LostPost | null
  readonly openStations: readonly OpenStation[]
  /** `confirmed`: the server has the ticket's latest move. */
  readonly current: { readonly ticket: TicketAtStation; readonly confirmed: boolean } | null
  /** Those whom this agent may call, in the order in which he will. */
  readonly waiting: readonly WaitingTicket[]
  /** Who waits longest to be resumed comes first. */
  readonly parked: readonly ParkedTicket[]
  /** Of all stations, newest first: who comes back asks the nearest agent. */
  readonly absent: readonly Ticket[]
  /** Of this station, newest first. */
  readonly done: readonly Ticket[]
  /** The center's rules of the day. */
  readonly rules: EngineConfig
  /** As it is now, whatever list it has moved to. */
  readonly ticketOf: (id: TicketId) => Ticket | null
  /** Why it is not the next one of this agent, now. */
  readonly whyNot: (id: TicketId) => WhyNot | null
  /** Who did not come, if that was the last thing said here. */
  readonly lastAbsent: Ticket | null
  readonly lostCall: LostCall | null
  /** What was done here in the last seconds, and may be taken back. */
  readonly takeBack: TakeBack | null
  /** For a supervisor: what devices did without a right to it. Empty for everybody else. */
  readonly ignored: readonly IgnoredWork[]
  /** For a supervisor too. */
  readonly wrongClocks: readonly WrongClock[]
  /** For a supervisor, once the first look at the center is done. */
  readonly center: CenterWatch | null
  readonly refusal: AgentRefusal | null
  readonly act: (action: AgentAction) => void
  /** Whoever is here ends a visit and calls the next citizen in one tap. Remembered on this tablet, for each person. */
  readonly autoNext: boolean
  readonly setAutoNext: (isOn: boolean) => void
  /** The tickets of today whose number has this in it, the closest first. */
  readonly find: (text: string) => readonly Ticket[]
  /** What opening this station takes from others, or closes. */
  readonly takeoverOf: (station: StationId) => Takeover | null
  readonly takePost: (station: StationId) => void
  readonly leavePost: () => void
  readonly dayDoubt: DayDoubt | null
  readonly onConfirmDay: (day: ServiceDay) => void
}

/** A ready device with its catalogue, as the tablet of who is at it; null while it is locked. */
export function useAgent(device: ReadyDevice, catalogue: Catalogue, here: AgentId | null): AgentView {
  const { replica, identity, status } = device
  const { queue, version } = useQueue(replica)
  const now = useNow()
  const estimates = useEstimates(device, catalogue)
  const [memory, remember] = useAgentMemory(device.database)
  const { refusal, done, perform, forgetRefusal } = useDeskActions(device, estimates)
  const rules = useMemo(() => configOn(replica.day, catalogue), [replica.day, catalogue])

  const held = heldPost(queue, identity.device, memory.signedOn, catalogue)
  const taken = lostPostOf(queue, identity.device, memory.signedOn)
  // With a citizen before him he ends what he began.
  const isThere = held !== null && held.agent.id === here && (taken === null || held.hasCitizen)
  const signedOn = isThere ? held : null
  const post = signedOn && postOf(identity.device, signedOn, catalogue)
  const ticket = post && ticketAt(queue, post)
  useClosing(held && taken?.kind === 'moved' ? postOf(identity.device, held, catalogue) : null, queue, perform, now)
  const lost = lostMoves(queue, identity.device).filter(({ key }) => !memory.dismissed.includes(key))

  function act(action: AgentAction): void {
    if (action.kind === 'dismiss') {
      forgetRefusal()
      if (lost.length > 0) remember({ ...memory, dismissed: [...memory.dismissed, ...lost.map(({ key }) => key)] })
    } else if (action.kind === 'complete_and_call') {
      if (post) void completeAndCall(post)
    } else if (post) void performWhole(action, post)
  }

  /** Nobody may be there to call: then that is no refusal of what he asked for. */
  async function completeAndCall(post: Post): Promise<void> {
    if (await perform({ kind: 'complete' }, post)) await perform({ kind: 'call_next' }, post, false)
  }

  /** Whoever was at a station that another tablet has left queues again, with his credit. */
  async function performWhole(action: DeskAction, post: Post): Promise<boolean> {
    if (!(await perform(action, post))) return false
    const station = stationTaken(action, post)
    const left = [...queue.tickets.values()].filter(each => 'station' in each && each.station === station)
    for (const { id } of left.filter(each => isAbandoned(queue, each)))
      await perform({ kind: 'bring_back', ticket: id }, post)
    return true
  }

  /** One agent has one station, and one tablet: what else he has open, or others have here, is closed. */
  async function openAndClose(chosen: SignedOn): Promise<void> {
    const known = signedOnIn(catalogue, chosen)
    if (!known) return
    const opened = postOf(identity.device, known, catalogue)
    const { closes } = takeoverOf(queue, identity.device, chosen.agent, chosen.station)
    if (!(await performWhole({ kind: 'open_station' }, opened))) return
    remember({ ...memory, signedOn: chosen })
    for (const { station } of closes) await performWhole({ kind: 'release_station', station }, opened)
  }

  function whyNotNext(id: TicketId): WhyNot | null {
    if (!post) return null
    const { state, config, times } = estimates.schedulingNow()
    return whyNot(state, config, times, post.agent, id, now)
  }

  async function closeAndLeave(): Promise<void> {
    if (!post || !isOpen(queue, post) || (await perform({ kind: 'close_station' }, post)))
      remember({ ...memory, signedOn: null })
  }

  return {
    device: identity.device,
    catalogue,
    status,
    now,
    post: signedOn &&
      post && { ...signedOn, open: isOpen(queue, post), occupation: ticket ? null : occupationOf(queue, post) },
    held,
    lostPost: held?.agent.id === here ? taken : null,
    openStations: [...queue.openStations.values()],
    current: ticket ? { ticket, confirmed: !replica.isPending(ticket.head) } : null,
    waiting: useCallOrder(queue, version, post, estimates, now),
    parked: parkedIn(queue),
    absent: closedIn(queue, 'no_show'),
    done: closedIn(queue, 'completed').filter(ticket => ticket.station === post?.station),
    rules,
    ticketOf: id => queue.tickets.get(id) ?? null,
    whyNot: whyNotNext,
    lastAbsent: absentBy(done.at(-1) ?? null, queue),
    lostCall: lostCallOf(lost.at(-1), catalogue),
    takeBack: post && takeBackOf(queue, done, post, now),
    ignored: ignoredWork(queue, signedOn?.agent ?? null),
    wrongClocks: wrongClocks(queue, signedOn?.agent ?? null),
    center: useCenterWatch(device, estimates, catalogue, signedOn?.agent ?? null),
    refusal,
    act,
    autoNext: here !== null && memory.autoNext.includes(here),
    setAutoNext: isOn => here !== null && remember(withAutoNext(memory, here, isOn)),
    find: text => ticketsNamed(queue, text),
    takeoverOf: station => (here === null ? null : takeoverOf(queue, identity.device, here, station)),
    takePost: station => here !== null && void openAndClose({ agent: here, station }),
    leavePost: () => void closeAndLeave(),
    dayDoubt: dayDoubtOf(replica),
    onConfirmDay: day => confirmDay(replica, day),
  }
}

/** A try may meet another action that is under way, or a store that fails: there is one more each time, until it is closed. */
const CLOSING_MS: DurationMs = 5_000

/** Who has opened another station meanwhile, while the two tablets were apart, has closed this one. */
function useClosing(
  left: Post | null,
  queue: Queue,
  perform: (action: DeskAction, post: Post, isTold: boolean) => Promise<boolean>,
  now: InstantMs,
) {
  const isDue = left !== null && isOpen(queue, left) && !isServing(queue, left)
  const moment = Math.floor(now / CLOSING_MS)
  // biome-ignore lint/correctness/useExhaustiveDependencies: reason: once for each station that was left open, and each moment
  useEffect(() => {
    if (isDue) void perform({ kind: 'close_station' }, left, false)
  }, [isDue, left?.station, moment])
}

/** The station whose tablet an action has put out of work. */
function stationTaken(action: DeskAction, post: Post): StationId | null {
  if (action.kind === 'open_station') return post.station
  return action.kind === 'release_station' ? action.station : null
}

function isOpen(queue: Queue, { station, device, agent }: Post): boolean {
  const open = queue.openStations.get(station)
  return open?.device === device && open.agent === agent
}

function parkedIn({ tickets }: Queue): ParkedTicket[] {
  return [...tickets.values()].filter(ticket => ticket.state === 'parked').sort((a, b) => a.parkedAt - b.parkedAt)
}

type ClosedTicket = Extract<Ticket, { state: 'completed' | 'no_show' }>

/** What was closed so today, newest first. */
function closedIn({ tickets }: Queue, state: ClosedTicket['state']): ClosedTicket[] {
  return [...tickets.values()]
    .filter((ticket): ticket is ClosedTicket => ticket.state === state)
    .sort((a, b) => b.closedAt - a.closedAt)
}

function absentBy(event: QueueEvent | null, queue: Queue): Ticket | null {
  const isAbsence = event?.type === 'ticket.set_back.v1' || event?.type === 'ticket.no_show.v1'
  return isAbsence ? (queue.tickets.get(event.ticket) ?? null) : null
}

function lostCallOf(lost: ReturnType<typeof lostMoves>[number] | undefined, catalogue: Catalogue): LostCall | null {
  if (!lost) return null
  const station = catalogue.stations.find(({ id }) => id === lost.station)
  return { number: lost.number, station: station?.number ?? '', at: lost.at, isUndo: lost.isUndo }
}

/** As many as a tablet lists. */
const ORDERED = 60
/** Shares of promises move slowly: an order stands for so long, while nothing happens. */
const ORDER_MS: DurationMs = 10_000

function useCallOrder(
  queue: Queue,
  version: number,
  post: Post | null,
  estimates: Estimates,
  now: InstantMs,
): readonly WaitingTicket[] {
  const [agent, station] = [post?.agent, post?.station]
  const moment = Math.floor(now / ORDER_MS)
  // biome-ignore lint/correctness/useExhaustiveDependencies: reason: the queue changes in place, `version` says when; the order is made anew each ten seconds
  return useMemo(
    () => (post ? waitingFor(queue, post, estimates.schedulingNow(), now, ORDERED) : []),
    [queue, version, agent, station, estimates, moment],
  )
}

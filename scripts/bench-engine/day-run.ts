import { transfer } from '@/lib/domain/engine/credit'
import { mayServe } from '@/lib/domain/engine/eligibility'
import { idleAgentFor } from '@/lib/domain/engine/idle-agents'
import type { EngineConfig, EngineTicket, ServiceTimes } from '@/lib/domain/engine/model'
import { OUT_OF_REACH_AFTER_MS } from '@/lib/domain/engine/partition'
import type { AgentId, DurationMs, InstantMs, ServiceId, TicketId } from '@/lib/domain/ids'
import { Agenda } from './agenda'
import { AgentDay } from './agent-day'
import { CenterView } from './center-view'
import type { DayPolicy, Policy } from './policies'
import { checkIn, type Visit, waitOf } from './visit'
import type { Side, World } from './world'

/** What is learnt from completed services, and asked for at each decision. */
export type Learning = {
  readonly timesAt: (now: InstantMs) => ServiceTimes
  readonly served: (agent: AgentId, service: ServiceId, ms: DurationMs, now: InstantMs) => void
  /** From a completion to the agent's next call, while somebody waited for him. */
  readonly paused: (ms: DurationMs) => void
}

export type Call = {
  readonly visit: Visit
  /** As it was called: its class, service and credit then. */
  readonly ticket: EngineTicket
  readonly agent: AgentDay
  readonly at: InstantMs
  /** What the agent's devices knew, the called ticket still in it. */
  readonly view: CenterView
  readonly isFirst: boolean
}

/** Who watches a day; times are in milliseconds. */
export type Watcher = {
  readonly checkedIn?: (visit: Visit, view: CenterView, now: InstantMs) => void
  readonly called?: (call: Call) => void
  /** Somebody had called this ticket on the other side of a cut. */
  readonly calledTwice?: () => void
  /** So long, so many agents were idle beside work that they could do. */
  readonly idledWithWork?: (ms: number) => void
}

/** So long after the last beat that got through, the network was cut. */
const LAST_BEAT_MS = 5_000
/** Of a service: after so much of it an agent finds that somebody else has to do it. */
const TRANSFER_AFTER = 0.3

/** One day of one center under one policy, event by event. */
export class DayRun {
  readonly visits: Visit[] = []
  readonly agents: readonly AgentDay[]
  readonly #agenda = new Agenda()
  readonly #byTicket = new Map<TicketId, Visit>()
  readonly #policy: DayPolicy
  #views: readonly [CenterView, CenterView]

  constructor(
    readonly world: World,
    policy: Policy,
    readonly config: EngineConfig,
    readonly learning: Learning,
    readonly watcher: Watcher = {},
  ) {
    this.#policy = policy.newDay()
    this.agents = world.agents.map((agent, index) => new AgentDay(agent, index, world))
    const view = new CenterView(
      [],
      this.agents.map(agent => agent.seen),
    )
    this.#views = [view, view]
  }

  play(): void {
    const { world } = this
    world.citizens.forEach((citizen, number) => {
      this.#agenda.plan(citizen.arrivesAt, () => {
        const visit = checkIn(citizen, number, this.config)
        this.visits.push(visit)
        this.#byTicket.set(visit.ticket.id, visit)
        this.watcher.checkedIn?.(visit, this.#viewOf(citizen.side), this.#agenda.now)
        this.#enter(visit, citizen.side)
      })
    })
    for (const agent of this.agents) this.#planDuty(agent)
    if (world.cut) this.#planCut(world.cut)
    this.#agenda.play(ms => this.#passing(ms))
  }

  #viewOf(side: Side): CenterView {
    return this.#views[side]
  }

  #isCut(): boolean {
    return this.#views[0] !== this.#views[1]
  }

  #show(agent: AgentDay): void {
    this.#viewOf(agent.side).agents[agent.index] = agent.seen
  }

  // Tickets

  #enter(visit: Visit, side: Side): void {
    const view = this.#viewOf(side)
    visit.isTaken = false
    view.add(visit.ticket)
    this.#policy.enter?.(visit.ticket, view)
    this.#offer(visit.ticket, side)
  }

  /** Idle agents are asked, the one first whom production would choose, until somebody calls. */
  #offer(ticket: EngineTicket, side: Side): void {
    const view = this.#viewOf(side)
    const times = this.learning.timesAt(this.#agenda.now)
    const asked = view.agents.filter(agent => this.#ownIdle(agent.agent, side))
    while (asked.length > 0) {
      const choice = idleAgentFor(ticket, { waiting: view.waiting, agents: asked }, times)
      if (!choice) return
      asked.splice(asked.indexOf(choice), 1)
      const agent = this.agents.find(({ id }) => id === choice.agent)
      if (agent && this.#callNext(agent)) return
    }
  }

  #ownIdle(id: AgentId, side: Side): boolean {
    return this.agents.some(agent => agent.id === id && agent.isIdle && (!this.#isCut() || agent.side === side))
  }

  // Agents

  #planDuty(agent: AgentDay): void {
    const { leavesAt, breaks } = agent.duty
    this.#agenda.plan(this.world.opensAt, () => this.#free(agent))
    for (const { from } of breaks)
      this.#agenda.plan(from, () => {
        if (agent.isIdle) this.#free(agent)
      })
    if (leavesAt !== null)
      this.#agenda.plan(leavesAt, () => {
        if (agent.isIdle) this.#free(agent)
      })
  }

  /** He has nothing in hand: he goes home, takes his break, calls, or is idle. */
  #free(agent: AgentDay): void {
    const { now } = this.#agenda
    const { leavesAt } = agent.duty
    if (leavesAt !== null && now >= leavesAt) {
      agent.leave()
      this.#show(agent)
      this.#policy.leave?.(agent.id, this.#viewOf(agent.side))
      for (const other of this.agents) if (other.isIdle) this.#callNext(other)
      return
    }
    const breakMs = agent.takeBreak(now)
    if (breakMs !== null) {
      this.#show(agent)
      this.#agenda.plan(now + breakMs, () => this.#free(agent))
      return
    }
    agent.beIdle(now)
    this.#show(agent)
    if (!this.#callNext(agent)) agent.completedAt = null
  }

  /** @returns whether he called somebody. */
  #callNext(agent: AgentDay): boolean {
    const { now } = this.#agenda
    const view = this.#viewOf(agent.side)
    const id = this.#policy.next(view, agent.id, now, this.learning.timesAt(now))
    if (id === null) return false
    const visit = this.#byTicket.get(id)
    const ticket = visit?.ticket
    if (!visit || !ticket || !view.has(id)) throw new Error(`${id} does not wait`)
    if (agent.completedAt !== null) this.learning.paused(now - agent.completedAt)
    if (visit.isTaken) this.#callInVain(agent, visit, view)
    else this.#call(agent, visit, view)
    return true
  }

  #callInVain(agent: AgentDay, visit: Visit, view: CenterView): void {
    this.watcher.calledTwice?.()
    this.#workOn(agent, visit, view, this.world.absence.costMs, () => this.#free(agent))
  }

  #call(agent: AgentDay, visit: Visit, view: CenterView): void {
    const { now } = this.#agenda
    const { ticket } = visit
    const isFirst = visit.calledAt === null
    this.watcher.called?.({ visit, ticket, agent, at: now, view, isFirst })
    visit.calledAt ??= now
    visit.isTaken = true
    if (isFirst && this.#isAbsent(visit, now))
      this.#workOn(agent, visit, view, this.world.absence.costMs, () => this.#free(agent))
    else this.#serve(agent, visit, view, isFirst)
  }

  #isAbsent(visit: Visit, now: InstantMs): boolean {
    const { base, perMinute } = this.world.absence
    return visit.citizen.presence < base + (perMinute * waitOf(visit, now)) / 60_000
  }

  #serve(agent: AgentDay, visit: Visit, view: CenterView, isFirst: boolean): void {
    const { ticket, citizen } = visit
    const transferred = isFirst ? citizen.transfer : null
    const factor = isFirst ? citizen.workFactor * (transferred ? TRANSFER_AFTER : 1) : citizen.transfer?.workFactor
    const serviceMs = agent.meanMs(ticket.service) * (factor ?? 1)
    this.#workOn(agent, visit, view, this.world.walkMs + serviceMs, () => {
      const { now } = this.#agenda
      if (transferred) this.#transfer(agent, visit, transferred.to)
      else this.learning.served(agent.id, ticket.service, serviceMs, now)
      this.#policy.served?.(agent.id, serviceMs)
      agent.complete(now)
      if (citizen.pauseMs > 0 && !transferred) this.#agenda.plan(now + citizen.pauseMs, () => this.#free(agent))
      else this.#free(agent)
    })
  }

  #workOn(agent: AgentDay, { ticket }: Visit, view: CenterView, ms: DurationMs, done: () => void): void {
    const { now } = this.#agenda
    view.remove(ticket.id)
    agent.beBusy(ticket, now)
    this.#show(agent)
    this.#agenda.plan(now + ms, () => {
      agent.workedMs += ms
      done()
    })
  }

  #transfer(agent: AgentDay, visit: Visit, to: ServiceId): void {
    visit.ticket = transfer(visit.ticket, to, agent.id, this.config)
    this.#enter(visit, agent.side)
  }

  // The network

  #planCut({ from, to }: { readonly from: InstantMs; readonly to: InstantMs }): void {
    const lose = (isReachable: boolean) => {
      for (const side of [0, 1] as const)
        this.#viewOf(side).lose(index => this.agents[index]?.side !== side, from - LAST_BEAT_MS, isReachable)
    }
    this.#agenda.plan(from, () => {
      const [{ waiting, agents }] = this.#views
      this.#views = [new CenterView(waiting, agents), new CenterView(waiting, agents)]
      lose(true)
    })
    this.#agenda.plan(from + OUT_OF_REACH_AFTER_MS, () => lose(false))
    this.#agenda.plan(to, () => {
      const waiting = this.visits
        .filter(({ ticket, isTaken }) => !isTaken && this.#views.some(view => view.has(ticket.id)))
        .map(({ ticket }) => ticket)
      const view = new CenterView(
        waiting,
        this.agents.map(agent => agent.seen),
      )
      this.#views = [view, view]
      for (const agent of this.agents) if (agent.isIdle) this.#callNext(agent)
    })
  }

  #passing(ms: DurationMs): void {
    if (!this.watcher.idledWithWork || this.#isCut()) return
    const [view] = this.#views
    if (view.waiting.length === 0) return
    const idle = this.agents.filter(agent => agent.isIdle)
    const beside = idle.filter(({ seen }) => view.waiting.some(ticket => mayServe(seen, ticket, view.agents)))
    if (beside.length > 0) this.watcher.idledWithWork(ms * beside.length)
  }
}

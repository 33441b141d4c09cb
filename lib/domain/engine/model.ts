import type { DisciplineName, Priority } from '../catalogue'
import type { AgentId, DurationMs, InstantMs, ServiceId, StationId, TicketId } from '../ids'

/** The scheduling class of a ticket: the catalogue's priority, 1 (emergency) to 6 (correction). */
export type PriorityClass = Priority

export const EMERGENCY: PriorityClass = 1
export const APPOINTMENT: PriorityClass = 2
export const NEW_APPLICATION: PriorityClass = 5

/** A waiting ticket, with what decides when its turn comes. */
export type EngineTicket = {
  readonly id: TicketId
  readonly service: ServiceId
  readonly priority: PriorityClass
  readonly checkedInAt: InstantMs
  /** Since when the waiting counts: earlier than the check-in with a head start, later after an errand or a no-show. */
  readonly creditStart: InstantMs
  /** Not to be called before; 0 when free, `PARKED` while parked. */
  readonly notBefore: InstantMs
  readonly isVulnerable: boolean
  /** The agent who transferred it: not called by him again while another on duty can serve it. */
  readonly excludedAgent: AgentId | null
  /** Sent on to a station or an agent by name: while that one is there, nobody else calls him. */
  readonly sentTo: { readonly station: StationId | null; readonly agent: AgentId | null } | null
}

export type AgentStatus = 'available' | 'busy' | 'break' | 'offline'

/** An agent at a station on this service day. */
export type EngineAgent = {
  readonly agent: AgentId
  readonly station: StationId
  /** What he may serve here (`servicesAt` in `scheduling.ts`). */
  readonly services: ReadonlySet<ServiceId>
  readonly status: AgentStatus
  readonly idleSince: InstantMs
  /** Set exactly while the status is `busy`; `since` is the instant of the call. No ticket: somebody without one is served. */
  readonly serving: { readonly ticket: TicketId | null; readonly service: ServiceId; readonly since: InstantMs } | null
  /** The planned end of a break that runs; null when not on a break or not planned. */
  readonly backAt: InstantMs | null
  /** Breaks still to come today, earliest first. */
  readonly plannedBreaks: readonly { readonly from: InstantMs; readonly to: InstantMs }[]
  readonly dutyEnd: InstantMs | null
  /** The classes of his latest calls, newest last: at least as many as the lane's longest run, if there were so many. */
  readonly lastPriorities: readonly PriorityClass[]
  /** Heard within the last 45 seconds, as seen from the device that decides. */
  readonly isReachable: boolean
  /** The last sign of life; null when he was never out of reach. */
  readonly lastSeenAt: InstantMs | null
}

/** Everything a decision depends on besides the configuration, the learnt times and the clock. Any order. */
export type EngineState = {
  readonly waiting: readonly EngineTicket[]
  readonly agents: readonly EngineAgent[]
}

export type { DisciplineName }

/**
 * A rule that turns waiting tickets into a call order. `rank` is compared, largest first; equal ranks by earlier
 * credit, then by id. A rank may not fall while a ticket waits.
 */
export type Discipline = {
  readonly name: DisciplineName
  /** Emergencies go first by their own lane, and are not ranked. */
  readonly hasLane: boolean
  /** Nobody passes a ticket whose credit started more than the cap of his class before his own. */
  readonly hasWindow: boolean
  readonly rank: (claim: Claim, rules: ClassRules, fit: number, now: InstantMs) => number
}

/** What a rank is made of. */
export type Claim = Pick<EngineTicket, 'priority' | 'creditStart'>

export type ClassRules = {
  /** The service standard for the wait. */
  readonly promiseMs: DurationMs
  readonly weight: number
  /** How much earlier a credit may have started and still be passed by a ticket of this class. */
  readonly capMs: DurationMs
}

export type ServiceRules = {
  readonly priority: PriorityClass
  /** The seed's table: what a service takes until this center has measured its own. */
  readonly priorMs: DurationMs
  /** Standard deviation of the service time over its mean, until measured. */
  readonly priorCv: number
}

export type EngineConfig = {
  /** Counts up with every change at this center; stands in every decision. */
  readonly version: number
  readonly discipline: DisciplineName
  /** Six, by class: read with `rulesOf`. */
  readonly classes: readonly ClassRules[]
  readonly services: ReadonlyMap<ServiceId, ServiceRules>
  /** The service of who knows not what he needs; null when the center has no such row. */
  readonly unknownService: ServiceId | null
  /** The head start of a pregnant, elderly or disabled citizen, or of one with an infant. */
  readonly headStartMs: DurationMs
  readonly appointment: { readonly earlyMs: DurationMs; readonly lateMs: DurationMs }
  /** Emergencies an agent may take in a row while somebody overdue waits for him. */
  readonly laneMaxRun: number
  readonly fit: { readonly min: number; readonly max: number }
  readonly noShow: {
    /** The no-show that closes the ticket. */
    readonly max: number
    readonly holdMs: DurationMs
    readonly penaltyMs: DurationMs
    /** How long after the last no-show a citizen may come back, and how much credit he may then keep. */
    readonly returnWithinMs: DurationMs
    readonly returnCreditMs: DurationMs
    /** How often a called citizen is absent, and what that costs the agent: for the estimates. */
    readonly chance: number
    readonly costMs: DurationMs
  }
  /** From which chance of being called before closing a ticket is an ordinary one, and below which none is given. */
  readonly closing: { readonly sureFrom: number; readonly refuseBelow: number }
  /** From the call to the start of service. */
  readonly walkMs: DurationMs
  readonly rollouts: {
    readonly count: number
    readonly horizonMs: DurationMs
    /** The quantiles that bound the announced range. */
    readonly low: number
    readonly high: number
  }
}

/** What has been learnt about service times; before anything is, the table (`priorTimes`). */
export type ServiceTimes = {
  /** The mean of this agent for this service. */
  readonly meanMs: (agent: AgentId, service: ServiceId) => number
  /** The mean of the center for this service. */
  readonly serviceMeanMs: (service: ServiceId) => number
  /** How slow the agent is in general: 1 is the center's pace, 2 takes twice as long. */
  readonly factor: (agent: AgentId) => number
  /** How well he does this service beside how he does in general: steps of 0.05 within the configured bounds. */
  readonly fitOf: (agent: AgentId, service: ServiceId) => number
  readonly cv: (service: ServiceId) => number
  /** The mean pause between a completion and the next call while somebody waits. */
  readonly overheadMs: number
}

/** Why a decision is as it is: codes and numbers; the surfaces have the words. */
export type Reason =
  | { readonly code: 'emergency_lane'; readonly waitedMs: DurationMs }
  | {
      readonly code: 'promise_used'
      readonly percent: number
      readonly waitedMs: DurationMs
      readonly promiseMs: DurationMs
      /** What was compared, in hundredths: the share of the promise with weight and fit. */
      readonly index: number
    }
  /** By another discipline than the hybrid. */
  | {
      readonly code: 'discipline_order'
      readonly discipline: DisciplineName
      readonly priority: PriorityClass
      readonly waitedMs: DurationMs
    }
  | { readonly code: 'vulnerable'; readonly headStartMs: DurationMs }
  /** An emergency waits, and the agent had as many in a row as the lane allows. */
  | { readonly code: 'emergency_cap'; readonly run: number }
  /** So many candidates were not allowed to pass somebody who waits since much earlier. */
  | { readonly code: 'fairness_window'; readonly held: number }
  /** So many belong to agents out of reach. */
  | { readonly code: 'partition_held'; readonly held: number }
  /** Nothing of his own: the youngest of so many that belong to agents out of reach. */
  | { readonly code: 'foreign_tail'; readonly count: number }
  | { readonly code: 'runner_up'; readonly ticket: TicketId; readonly percent: number; readonly index: number }
  | { readonly code: 'no_such_agent' }
  /** Nobody waits for anything that he may serve. */
  | { readonly code: 'nothing_eligible' }
  /** So many wait for him, but all are parked or held after a no-show. */
  | { readonly code: 'all_held'; readonly count: number }

/** What a device that shows the same input must come to as well. Stands in the audit record of a call. */
export type Decision = {
  readonly ticket: TicketId | null
  readonly reasons: readonly Reason[]
  /** The tickets that this agent could have been given. */
  readonly considered: number
  readonly runnerUp: TicketId | null
  readonly version: { readonly engine: number; readonly config: number }
  /** Of the considered tickets, their credits and the instant: 16 hexadecimal digits, whatever their order. */
  readonly inputDigest: string
}

/** Who is expected to come: arrivals per millisecond, constant over each slot of the day. */
export type Forecast = {
  readonly startAt: InstantMs
  readonly slotMs: DurationMs
  readonly slots: readonly ForecastSlot[]
}

export type ForecastSlot = {
  readonly perMs: number
  /** Shares that add up to 1. */
  readonly mix: readonly { readonly priority: PriorityClass; readonly service: ServiceId; readonly share: number }[]
}

/** What an estimate rests on: earlier days, this morning, or the seed's table alone. */
export type EstimateBasis = 'history' | 'today' | 'table'

/** What is known of the rest of the day. */
export type Outlook = {
  readonly forecast: Forecast | null
  readonly basis: EstimateBasis
  /** When the doors close for newcomers, and when the last citizen can be called; null: not within the day. */
  readonly doorsCloseAt: InstantMs | null
  readonly closesAt: InstantMs | null
}

/** A range of waits: the quantiles of the rollouts. */
export type Band = { readonly lowMs: DurationMs; readonly medianMs: DurationMs; readonly highMs: DurationMs }

/** What is foretold to a citizen. Never an invented figure: unknown when nobody on duty can serve him, or rather not today. */
export type Prediction =
  | { readonly kind: 'unknown'; readonly beforeClosingChance: number }
  | (Band & {
      readonly kind: 'range'
      /** The band before calibration: what `Calibration` learns from. */
      readonly raw: Band
      /** One more than the calls expected before his by agents who could call him. It can rise. */
      readonly position: number
      /** Where he is most likely called. A prediction: the call alone binds. */
      readonly station: { readonly station: StationId; readonly chance: number }
      /** The chance to wait longer than promised. */
      readonly breachChance: number
      /** The chance to be called before the center closes; 1 when it does not. */
      readonly beforeClosingChance: number
      readonly basis: EstimateBasis
    })

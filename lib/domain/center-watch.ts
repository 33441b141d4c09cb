import type { Catalogue } from './catalogue'
import { callCounts, driftsOf, noShowsByTime, otherVersions } from './center-facts'
import type { Acknowledged } from './day-state'
import { type Advice, adviseChanges } from './engine/advice'
import { type AlertMemory, alertKey, alertName, lookAgain } from './engine/alert-changes'
import { type Alert, type AlertScene, headsAtRisk } from './engine/alerts'
import { classOfService } from './engine/classify'
import { rulesOf } from './engine/config'
import type { EngineAgent, EngineState, Prediction, PriorityClass } from './engine/model'
import { canAnybodyServe } from './engine/predict'
import { agentsNeeded } from './engine/staffing'
import { loadsOf, tightestBalance, type WorkBalance } from './engine/work-balance'
import { type Foresight, predictionAt, predictionOf } from './estimates'
import { seenTo } from './floor'
import type { Queue } from './fold'
import type { DeviceId, DurationMs, InstantMs, ServiceDay, ServiceId, StationId, TicketId } from './ids'
import type { Occupation } from './open-stations'
import { openingOf } from './opening'
import type { RosteredDevice } from './roles'
import type { Reach } from './scheduling'
import { instantAt } from './service-day'
import { isAtStation } from './ticket'

/** What a supervisor's look at the center is made of. */
export type Center = {
  readonly queue: Queue
  readonly catalogue: Catalogue
  readonly day: ServiceDay
  readonly foresight: Foresight
  readonly reach: Reach
  readonly now: InstantMs
  /**
   * This device hears of no other: what it knows of the others is as old as that. It then foretells nothing, measures no
   * work and gives no advice, as all that would rest on citizens who were perhaps called long ago.
   */
  readonly isAlone: boolean
}

/** A prediction that a look needs. Each takes some milliseconds, on a slow tablet tens of them: make one at a time. */
export type Question =
  | { readonly about: 'head'; readonly ticket: TicketId }
  | { readonly about: 'newcomer'; readonly service: ServiceId }

export type Answer = { readonly question: Question; readonly prediction: Prediction }

/** Those whose promise is at risk, and a newcomer of each service that somebody within reach serves. */
export function questionsOf({ catalogue, foresight: { state, config }, now, isAlone }: Center): readonly Question[] {
  if (isAlone) return []
  return [
    ...headsAtRisk(state, config, now).map(({ id: ticket }) => ({ about: 'head', ticket }) as const),
    ...catalogue.services
      .filter(({ id, active }) => active && canAnybodyServe(state, id, now))
      .map(({ id: service }) => ({ about: 'newcomer', service }) as const),
  ]
}

/** Null of a ticket that is no longer there. */
export function answerTo(question: Question, { queue, foresight, now }: Center): Answer | null {
  if (question.about === 'newcomer') {
    const { service } = question
    return { question, prediction: predictionAt({ service, isVulnerable: false }, foresight, now) }
  }
  const ticket = queue.tickets.get(question.ticket)
  return ticket ? { question, prediction: predictionOf(ticket, foresight, now) } : null
}

/** The center as the engine's alerts are made of it. */
export function sceneOf(
  { queue, catalogue, day, foresight, now, isAlone }: Center,
  answers: readonly Answer[],
): AlertScene {
  const { state, config, times, outlook } = foresight
  const tickets = [...queue.tickets.values()]
  const earlier = (catalogue.center.measuredDays ?? []).filter(measured => measured.day < day)
  return {
    ...{ state, config, times, now },
    balance: isAlone ? NOTHING_MEASURED : tightestBalance(state, config, times, outlook, now),
    inTimeChances: new Map(answers.flatMap(inTimeChance)),
    newcomerMedians: newcomerMedians(answers, foresight),
    allCalledChance: outlook.closesAt === null ? null : allCalledChance(answers, state),
    latestNoShows: noShowsByTime(tickets),
    usualNoShowShare: config.noShow.chance,
    drifts: driftsOf(tickets, earlier, config),
    clockSkews: [...queue.wrongClocks]
      .filter(([device]) => !queue.roster.revoked.has(device))
      .map(([device, offsetMs]) => ({ device, skewMs: -offsetMs })),
    callCounts: callCounts(tickets),
    otherVersions: otherVersions(tickets, config).filter(device => !queue.roster.revoked.has(device)),
    unproven: unprovenAt(queue),
  }
}

/** A center whose people do not sign in on tablets is not told so of each. */
function unprovenAt({ openStations, dayState: { signIns } }: Queue): AlertScene['unproven'] {
  if (signIns.size === 0) return []
  return [...openStations.values()]
    .flatMap(({ station, agent, device }) =>
      agent === null || signIns.get(agent)?.has(device) ? [] : [{ station, agent }],
    )
    .sort((a, b) => a.station - b.station)
}

const NOTHING_MEASURED: WorkBalance = { services: [], agents: [], load: 0, capacity: 0, ratio: 0 }

function inTimeChance({ question, prediction }: Answer): [TicketId, number][] {
  if (question.about === 'newcomer') return []
  return [[question.ticket, prediction.kind === 'range' ? 1 - prediction.breachChance : 0]]
}

/** Of several services of one class, the one whose newcomers wait longest. */
function newcomerMedians(answers: readonly Answer[], { config }: Foresight): ReadonlyMap<PriorityClass, DurationMs> {
  const medians = new Map<PriorityClass, DurationMs>()
  for (const { question, prediction } of answers) {
    if (question.about === 'head' || prediction.kind === 'unknown') continue
    const priority = classOfService(config, question.service)
    medians.set(priority, Math.max(medians.get(priority) ?? 0, prediction.medianMs))
  }
  return medians
}

/** A newcomer stands behind all who wait for the same: when he would still be called, so are they. */
function allCalledChance(answers: readonly Answer[], { waiting }: EngineState): number | null {
  const wanted = new Set(waiting.map(({ service }) => service))
  const chances = answers.flatMap(({ question, prediction }) =>
    question.about === 'newcomer' && wanted.has(question.service) ? [prediction.beforeClosingChance] : [],
  )
  return chances.length === 0 ? null : Math.min(...chances)
}

/** An alert as it is shown. */
export type WatchedAlert = {
  readonly key: string
  readonly alert: Alert
  /** A person must act now, and nobody has said that he does. */
  readonly isUrgent: boolean
  /** Who has seen to it lately. */
  readonly seen: Acknowledged | null
  /** Where the agent, or the tablet, that it is about works. */
  readonly station: StationId | null
  /** What the device that it is about is; null for one that is not on the roster, or when it is about none. */
  readonly device: RosteredDevice | null
}

/** A station that is open, and what it does. */
export type WatchedStation = {
  readonly station: StationId
  readonly agent: EngineAgent['agent'] | null
  readonly device: DeviceId
  readonly ticket: { readonly id: TicketId; readonly state: 'called' | 'serving' } | null
  /** What the agent does when he is with nobody whom he called. */
  readonly occupation: Occupation | null
  /** Of the call, the service, the break, or the time without a citizen. */
  readonly since: InstantMs
  /** Since when nothing was heard of its tablet; null while it is heard. */
  readonly lostSince: InstantMs | null
}

/** The agents with whom four citizens in five wait no longer than that. */
export type StaffNeed = { readonly agents: number; readonly targetMs: DurationMs }

export type CenterLook = {
  readonly at: InstantMs
  readonly isAlone: boolean
  /** The worst first. */
  readonly alerts: readonly WatchedAlert[]
  /** The best first. */
  readonly advice: readonly Advice[]
  /** When something was last changed on advice today; null: nothing was. */
  readonly adviceFollowedAt: InstantMs | null
  /** The services that are worst off. */
  readonly balance: WorkBalance
  /** Null unless they have more work than their agents can do. */
  readonly need: StaffNeed | null
  readonly stations: readonly WatchedStation[]
}

/** One look more. The memory goes into the next one: some alerts must be seen twice. */
export function lookAt(
  center: Center,
  answers: readonly Answer[],
  before: AlertMemory,
): { readonly look: CenterLook; readonly memory: AlertMemory } {
  const scene = sceneOf(center, answers)
  const { memory } = lookAgain(before, scene)
  const advice = center.isAlone ? [] : adviceFor(center)
  const { now: at, isAlone } = center
  const look = {
    ...{ at, isAlone, advice },
    adviceFollowedAt: center.queue.dayState.adviceFollowed.at(-1) ?? null,
    alerts: watched(memory.alerts, center),
    balance: scene.balance,
    need: staffNeed(scene.balance, center),
    stations: stationsOf(center),
  }
  return { look, memory }
}

/** Kept apart: the last agent who gives out cards and nothing else stays so. */
const PROTECTED_CODE = 'COLLECTION'

function adviceFor({ queue, catalogue, foresight, now }: Center): readonly Advice[] {
  const { state, config, times, outlook } = foresight
  const mayLearn = ({ station: at }: EngineAgent, service: ServiceId) => {
    const isActive = catalogue.services.some(({ id, active }) => active && id === service)
    return isActive && catalogue.stations.some(({ id, services }) => id === at && services.includes(service))
  }
  const apart = catalogue.services.filter(({ code }) => code === PROTECTED_CODE).map(({ id }) => id)
  return adviseChanges(state, config, times, outlook, now, queue.dayState.adviceFollowed, mayLearn, new Set(apart))
}

function staffNeed({ services, ratio }: WorkBalance, { foresight, now }: Center): StaffNeed | null {
  const { state, config, times, outlook } = foresight
  if (ratio < 1) return null
  const loads = loadsOf(state, config, times, outlook, now).filter(([service]) => services.includes(service))
  const load = loads.reduce((sum, [, each]) => sum + each, 0)
  const citizens = loads.reduce((sum, [service, each]) => sum + each / times.serviceMeanMs(service), 0)
  const promises = services.map(service => rulesOf(config, classOfService(config, service)).promiseMs)
  const targetMs = Math.min(...promises)
  const agents = agentsNeeded(load, load / citizens, targetMs)
  return agents === null ? null : { agents, targetMs }
}

/** What stops citizens first, then what makes them late, then what a supervisor should look into. */
const WORST_FIRST: readonly Alert['code'][] = [
  'emergency_waiting',
  'no_capable_agent',
  'out_of_reach',
  'ticket_at_risk',
  'overload',
  'closing',
  'class_breach',
  'idle_with_work',
  'long_service',
  'no_show_spike',
  'many_overrides',
  'drift',
  'clock_skew',
  'version_differs',
  'actor_unproven',
]

function watched(alerts: readonly Alert[], center: Center): readonly WatchedAlert[] {
  return alerts
    .filter(alert => isSeen(alert, center) && !isSaid(alert, alerts))
    .map(alert => ({ alert, seen: seenTo(alertName(alert), center.queue.dayState.acknowledgedAlerts, center.now) }))
    .map(({ alert, seen }) => ({
      ...{ key: alertKey(alert), alert, seen },
      isUrgent: seen === null && isUrgent(alert, center),
      station: stationOf(alert, center),
      device: ('device' in alert ? center.queue.roster.devices.get(alert.device) : null) ?? null,
    }))
    .sort(
      (a, b) =>
        Number(a.seen !== null) - Number(b.seen !== null) ||
        Number(b.isUrgent) - Number(a.isUrgent) ||
        placeOf(a.alert) - placeOf(b.alert) ||
        lengthFirst(a, b),
    )
}

function placeOf({ code }: Alert): number {
  return WORST_FIRST.indexOf(code)
}

function lengthFirst({ alert: a }: WatchedAlert, { alert: b }: WatchedAlert): number {
  return a.code === 'emergency_waiting' && b.code === 'emergency_waiting' ? b.waitedMs - a.waitedMs : 0
}

/** Of a tablet that is not heard nothing else is known; and who hears nobody need not be told so of each. */
function isSeen(alert: Alert, { foresight: { state }, isAlone }: Center): boolean {
  if (alert.code === 'out_of_reach') return !isAlone
  if (alert.code !== 'long_service' && alert.code !== 'idle_with_work') return true
  return state.agents.some(({ agent, isReachable }) => agent === alert.agent && isReachable)
}

/** One thing is said once: an emergency that waits is at risk, and work that nobody can do is too much. */
function isSaid(alert: Alert, alerts: readonly Alert[]): boolean {
  if (alert.code === 'overload') return alert.capacity === 0
  if (alert.code !== 'ticket_at_risk') return false
  return alerts.some(other => other.code === 'emergency_waiting' && other.ticket === alert.ticket)
}

/** Before the doors open nobody is late to his station. */
function isUrgent(alert: Alert, { catalogue: { center }, day, now }: Center): boolean {
  if (alert.code === 'emergency_waiting') return alert.severity === 'error'
  return (
    alert.code === 'no_capable_agent' &&
    now >= instantAt(day, openingOf(center, day)?.opensAt ?? '00:00', center.timeZone)
  )
}

function stationOf(alert: Alert, { queue, foresight: { state } }: Center): StationId | null {
  if ('station' in alert) return alert.station
  if ('agent' in alert) return state.agents.find(({ agent }) => agent === alert.agent)?.station ?? null
  if (!('device' in alert)) return null
  return [...queue.openStations.values()].find(({ device }) => device === alert.device)?.station ?? null
}

/** In the order of the catalogue. */
function stationsOf({ queue, catalogue, foresight: { state }, reach }: Center): readonly WatchedStation[] {
  const atStations = [...queue.tickets.values()].filter(isAtStation)
  return catalogue.stations.flatMap(({ id }): WatchedStation[] => {
    const open = queue.openStations.get(id)
    if (!open) return []
    const { station, agent, device, occupation } = open
    const there = state.agents.find(each => each.station === id)
    const ticket = atStations.find(at => at.station === id && at.device === device)
    const calledSince = ticket?.state === 'serving' ? ticket.startedAt : ticket?.firstCalledAt
    return [
      {
        ...{ station, agent, device },
        ticket: ticket ? { id: ticket.id, state: ticket.state } : null,
        occupation: ticket ? null : occupation,
        since: calledSince ?? occupation?.since ?? there?.idleSince ?? open.since,
        lostSince: reach.lostSince(device),
      },
    ]
  })
}

import { MINUTE_MS } from '@/lib/domain/engine/config'
import type { ServiceId } from '@/lib/domain/ids'
import {
  APPOINTMENT_SERVICE,
  COLLECTION,
  CORRECTION,
  EMERGENCY_SERVICE,
  NEW_APPLICATION_SERVICE,
  RENEWAL,
  TABLE_MS,
  UNKNOWN_SERVICE,
} from './center-table'
import { RandomStream } from './random-stream'
import type { Scenario } from './scenarios'
import type { Citizen, Side, Transfer, World, WorldAgent } from './world'

/**
 * A center as the press describes the Cameroonian ones: a crowd before the doors open, few agents who can do
 * everything, one who only hands cards over, appointments that are poorly kept, breaks, absent citizens.
 */
const HOUR_MS = 60 * MINUTE_MS
export const OPENS_AT = 7 * HOUR_MS
export const DOORS_CLOSE_AT = 15.5 * HOUR_MS

/** Shares of the day's arrivals: 12 % wait before the doors, 55 % are there by ten o'clock. */
const PROFILE: readonly (readonly [from: number, to: number, share: number])[] = [
  [6.5, 7, 0.12],
  [7, 8, 0.18],
  [8, 9, 0.14],
  [9, 10, 0.11],
  [10, 12, 0.21],
  [12, 14, 0.14],
  [14, 15.5, 0.1],
]
/** On a normal day, with and without appointment, for each agent. */
const TICKETS_PER_AGENT = 36
/** Some days are fuller than others. */
const DAY_SPREAD = 0.25
const BOOKED_SHARE = 0.1
const BOOKED_ABSENT = 0.15
const PUNCTUALITY = { meanMinutes: -6, deviation: 12 }
const VULNERABLE = 0.07
const AGENTS = { from: 8, to: 12 }
const SPREAD = 0.15

const WALK_IN_MIX: readonly (readonly [ServiceId, number])[] = [
  [COLLECTION, 28],
  [RENEWAL, 28],
  [NEW_APPLICATION_SERVICE, 33],
  [CORRECTION, 9],
  [EMERGENCY_SERVICE, 2],
]
const BOOKED_MIX: readonly (readonly [ServiceId, number])[] = [
  [RENEWAL, 28],
  [NEW_APPLICATION_SERVICE, 33],
  [CORRECTION, 9],
]
const TRANSFER_MIX: readonly (readonly [ServiceId, number])[] = [
  [RENEWAL, 1],
  [NEW_APPLICATION_SERVICE, 1],
  [CORRECTION, 1],
]

/** Of ten agents: one only hands cards over, four do everything. */
const SKILLS: readonly (readonly [services: readonly ServiceId[], upTo: number])[] = [
  [[COLLECTION], 0.1],
  [[COLLECTION, RENEWAL], 0.3],
  [[COLLECTION, RENEWAL, NEW_APPLICATION_SERVICE], 0.6],
  [[COLLECTION, RENEWAL, NEW_APPLICATION_SERVICE, CORRECTION], 1],
]
const MORNING_BREAK = { earliest: 9 * HOUR_MS, latest: 11 * HOUR_MS, ms: 10 * MINUTE_MS }
const LUNCH = { earliest: 11.5 * HOUR_MS, latest: 13.75 * HOUR_MS, ms: 45 * MINUTE_MS }
const LEAVE_AT = 10 * HOUR_MS
const UNSAID_PAUSE_MS = 8 * MINUTE_MS

/** One day: its citizens and breaks by `seed`, the people and their pace by `centerSeed`. */
export function centerWorld(scenario: Scenario, seed: string, centerSeed = seed): World {
  const random = new RandomStream(`day ${seed}`)
  const center = new RandomStream(`center ${centerSeed}`)
  const means = drawMeans(scenario, center)
  const leavers = drawLeavers(means, scenario.leavers, new RandomStream(`leavers ${seed}`))
  const agents = means.map(
    (meanMs, index): WorldAgent => ({
      meanMs,
      breaks: [MORNING_BREAK, LUNCH].map(span => drawBreak(span, random)),
      leavesAt: leavers.has(index) ? LEAVE_AT : null,
      side: index % 2 === 0 ? 0 : 1,
    }),
  )
  return {
    name: `${scenario.name} ${seed}`,
    opensAt: OPENS_AT,
    doorsCloseAt: DOORS_CLOSE_AT,
    citizens: drawCitizens(agents.length, scenario, random),
    // An agent's number says nothing of what he has learnt.
    agents: center.shuffled(agents),
    absence: { ...scenario.absence, costMs: 90_000 },
    walkMs: 30_000,
    cut: scenario.cut,
  }
}

/** For each agent what he may serve, and his true means: the center's, his pace, and how good he is at just that. */
function drawMeans(scenario: Scenario, random: RandomStream): ReadonlyMap<ServiceId, number>[] {
  const spread = () => random.between(1 - SPREAD, 1 + SPREAD)
  const count = AGENTS.from + random.below(AGENTS.to - AGENTS.from + 1)
  const centerMs = new Map([...TABLE_MS].map(([id, ms]) => [id, ms * spread()]))
  return Array.from({ length: count }, (_, index) => {
    const pace = spread()
    const own = [...centerMs].map(([id, ms]): [ServiceId, number] => [
      id,
      ms * pace * (scenario.skillDeviation > 0 ? random.lognormal(scenario.skillDeviation) : 1),
    ])
    const skills = allowed(SKILLS.find(([, upTo]) => (index + 0.5) / count <= upTo)?.[0] ?? [])
    return new Map(own.filter(([id]) => skills.has(id)))
  })
}

/** Who can take a renewal or a new application takes emergencies and bookings as well. */
function allowed(learnt: readonly ServiceId[]): ReadonlySet<ServiceId> {
  const services = new Set(learnt)
  if (services.has(RENEWAL)) services.add(EMERGENCY_SERVICE).add(APPOINTMENT_SERVICE)
  if (services.has(NEW_APPLICATION_SERVICE)) services.add(UNKNOWN_SERVICE)
  return services
}

type BreakSpan = { readonly earliest: number; readonly latest: number; readonly ms: number }

function drawBreak({ earliest, latest, ms }: BreakSpan, random: RandomStream): { from: number; to: number } {
  const from = Math.round(random.between(earliest, latest))
  return { from, to: from + ms }
}

/** Never so many that nobody, or one alone, is left for a service. */
function drawLeavers(
  means: readonly ReadonlyMap<ServiceId, number>[],
  count: number,
  random: RandomStream,
): ReadonlySet<number> {
  for (;;) {
    const leavers = new Set<number>()
    while (leavers.size < count) leavers.add(random.below(means.length))
    const stays = means.filter((_, index) => !leavers.has(index))
    if ([...TABLE_MS.keys()].every(id => stays.filter(meanMs => meanMs.has(id)).length >= 2)) return leavers
  }
}

function drawCitizens(agentCount: number, scenario: Scenario, random: RandomStream): Citizen[] {
  const tickets = agentCount * TICKETS_PER_AGENT * scenario.load * random.between(1 - DAY_SPREAD, 1 + DAY_SPREAD)
  const citizen = (arrivesAt: number, service: ServiceId, appointmentAt: number | null): Citizen => ({
    arrivesAt: Math.round(arrivesAt),
    service,
    appointmentAt,
    isEmergency: service === EMERGENCY_SERVICE,
    isVulnerable: service !== EMERGENCY_SERVICE && random.isTrue(VULNERABLE),
    workFactor: random.lognormal(scenario.cv),
    presence: random.uniform(),
    transfer: drawTransfer(scenario, random),
    pauseMs: random.isTrue(scenario.pauseChance) ? UNSAID_PAUSE_MS : 0,
    side: drawSide(random),
  })
  const walkIns = PROFILE.flatMap(([from, to, share]) =>
    arrivals(from * HOUR_MS, to * HOUR_MS, tickets * (1 - BOOKED_SHARE) * share, random).map(at =>
      citizen(at, random.pick(WALK_IN_MIX), null),
    ),
  )
  const booked = drawBookings(tickets * BOOKED_SHARE, random).map(({ at, appointmentAt }) =>
    citizen(at, random.pick(BOOKED_MIX), appointmentAt),
  )
  const { burst } = scenario
  const inBurst = Array.from({ length: burst?.count ?? 0 }, () =>
    citizen(random.between(burst?.from ?? 0, burst?.to ?? 0), EMERGENCY_SERVICE, null),
  )
  return [...walkIns, ...booked, ...inBurst].sort((a, b) => a.arrivesAt - b.arrivesAt)
}

/** A Poisson process. */
function arrivals(from: number, to: number, expected: number, random: RandomStream): number[] {
  const times: number[] = []
  const gap = () => random.exponential((to - from) / expected)
  for (let at = from + gap(); at < to; at += gap()) times.push(at)
  return times
}

/** Booked for every ten minutes of the day; some stay away, the others come a little early on average. */
function drawBookings(count: number, random: RandomStream): { at: number; appointmentAt: number }[] {
  const [first, last] = [7.5 * HOUR_MS, 15 * HOUR_MS]
  return Array.from({ length: Math.round(count) }, (_, index) => {
    const slot = Math.floor(((index + 0.5) / count) * ((last - first) / (10 * MINUTE_MS)))
    const appointmentAt = first + slot * 10 * MINUTE_MS
    const at = appointmentAt + (PUNCTUALITY.meanMinutes + PUNCTUALITY.deviation * random.normal()) * MINUTE_MS
    return { at, appointmentAt, isAbsent: random.isTrue(BOOKED_ABSENT) }
  }).filter(({ isAbsent }) => !isAbsent)
}

function drawTransfer(scenario: Scenario, random: RandomStream): Transfer | null {
  const transfer = { to: random.pick(TRANSFER_MIX), workFactor: random.lognormal(scenario.cv) }
  return random.isTrue(scenario.transferChance) ? transfer : null
}

function drawSide(random: RandomStream): Side {
  return random.isTrue(0.5) ? 1 : 0
}

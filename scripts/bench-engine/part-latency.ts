import { adviseChanges } from '@/lib/domain/engine/advice'
import { MINUTE_MS } from '@/lib/domain/engine/config'
import { type ArrivalDay, outlookFrom } from '@/lib/domain/engine/forecast'
import { learntTimes } from '@/lib/domain/engine/learnt-times'
import type { EngineAgent, EngineState, EngineTicket, ServiceTimes } from '@/lib/domain/engine/model'
import { nextTicket } from '@/lib/domain/engine/next-ticket'
import { predict } from '@/lib/domain/engine/predict'
import { ServiceRecords } from '@/lib/domain/engine/service-records'
import { AgentDay } from './agent-day'
import type { BenchPart } from './bench-part'
import { CENTER_CONFIG, COLLECTION } from './center-table'
import { centerWorld, DOORS_CLOSE_AT } from './center-world'
import { quantile } from './figures'
import { RandomStream } from './random-stream'
import { printTable } from './report'
import { NORMAL } from './scenarios'
import { checkIn } from './visit'
import type { Citizen, WorldAgent } from './world'

const AGENTS = 30
const RUNS = 10
/** Late in the morning. */
const NOW = 11 * 60 * MINUTE_MS

/** What a decision and an estimate cost in this process, warmed up. */
export const latency: BenchPart = async ({ report, isQuick }) => {
  const rounds = isQuick ? 400 : 4000
  const decisions = [300, 1000, 5000].map(waiting => ({ waiting, ...timed(decision(waiting), rounds) }))
  const cut = { waiting: 1000, ...timed(decision(1000, true), rounds) }
  const estimates = [100, 300, 1000].map(waiting => ({ waiting, ...timed(estimate(waiting), rounds / 20) }))
  const advised = { waiting: 300, ...timed(advice(300), rounds / 20) }
  const row = (what: string, { waiting, p50, p99 }: (typeof decisions)[number]) => [
    what,
    String(waiting),
    p50.toFixed(3),
    p99.toFixed(3),
  ]
  printTable(`Latency in ms, ${AGENTS} agents (an estimate is 50 rollouts; 10 agents at 100 waiting)`, [
    ['', 'waiting', 'p50', 'p99'],
    ...decisions.map(one => row('next ticket', one)),
    row('next ticket, cut', cut),
    ...estimates.map(one => row('estimate', one)),
    row('advice', advised),
  ])
  report.target('next ticket, 1,000 waiting, 30 agents: p99, ms', decisions[1]?.p99 ?? Number.NaN, { atMost: 1 })
  report.target('estimate, 100 waiting: p50, ms', estimates[0]?.p50 ?? Number.NaN, { atMost: 30 })
}

/**
 * Milliseconds of one call, of the quietest of several runs: on a busy machine others take their turn in the middle of a
 * call, which is no cost of ours.
 *
 * @param call its argument counts the calls.
 */
function timed(call: (round: number) => void, rounds: number): { readonly p50: number; readonly p99: number } {
  for (let round = 0; round < rounds / 4; round++) call(round)
  const runs = Array.from({ length: RUNS }, () => {
    const took = Array.from({ length: rounds / RUNS }, (_, round) => {
      const startedAt = performance.now()
      call(round)
      return performance.now() - startedAt
    })
    return { p50: quantile(took, 0.5), p99: quantile(took, 0.99) }
  })
  return runs.reduce((quietest, run) => (run.p99 < quietest.p99 ? run : quietest))
}

function decision(waiting: number, isCut = false): (round: number) => void {
  const agents = agentsOf(AGENTS).map((agent, index) =>
    isCut && index % 2 === 1 ? { ...agent, isReachable: false, lastSeenAt: NOW - MINUTE_MS } : agent,
  )
  const state: EngineState = { waiting: ticketsOf(waiting), agents }
  const times = measured(agents)
  return round => {
    const agent = agents[(2 * round) % AGENTS]
    if (agent) nextTicket(state, CENTER_CONFIG, times, agent.agent, NOW + round)
  }
}

function estimate(waiting: number): (round: number) => void {
  const { state, times, outlook, own } = morning(waiting, waiting <= 100 ? 10 : AGENTS)
  return round => {
    if (own) predict(state, CENTER_CONFIG, times, own, NOW + round, outlook, null)
  }
}

/** Everybody may learn everything: as many changes to weigh as there can be. */
function advice(waiting: number): (round: number) => void {
  const { state, times, outlook } = morning(waiting, AGENTS)
  return round => {
    adviseChanges(state, CENTER_CONFIG, times, outlook, NOW + round, [], () => true, new Set([COLLECTION]))
  }
}

function morning(waiting: number, agentCount: number) {
  const agents = agentsOf(agentCount)
  const [own, ...others] = ticketsOf(waiting + 1)
  const arrivals = others.map(({ checkedInAt, priority, service }) => ({ at: checkedInAt, priority, service }))
  const day: ArrivalDay = { startAt: 0, arrivals }
  const outlook = outlookFrom([day, day, day], day, NOW, { doorsCloseAt: DOORS_CLOSE_AT, closesAt: DOORS_CLOSE_AT })
  const state: EngineState = { waiting: others, agents }
  return { state, times: measured(agents), outlook, own }
}

/** Agents of the simulated centers, as many as are needed. */
function agentsOf(count: number): EngineAgent[] {
  const duties: WorldAgent[] = []
  for (let seed = 1; duties.length < count; seed++) duties.push(...centerWorld(NORMAL, `latency ${seed}`).agents)
  const world = centerWorld(NORMAL, 'latency')
  return duties.slice(0, count).map((duty, index) => {
    const agent = new AgentDay(duty, index, world)
    agent.beIdle(world.opensAt)
    return agent.seen
  })
}

/** Citizens of the simulated centers who came in the last two hours. */
function ticketsOf(count: number): EngineTicket[] {
  const random = new RandomStream('latency')
  const citizens: Citizen[] = []
  for (let seed = 1; citizens.length < count; seed++) citizens.push(...centerWorld(NORMAL, `latency ${seed}`).citizens)
  return citizens.slice(0, count).map((citizen, number) => {
    const arrivesAt = Math.round(random.between(NOW - 120 * MINUTE_MS, NOW))
    return checkIn({ ...citizen, arrivesAt, appointmentAt: citizen.appointmentAt && arrivesAt }, number, CENTER_CONFIG)
      .ticket
  })
}

function measured(agents: readonly EngineAgent[]): ServiceTimes {
  const random = new RandomStream('measured')
  const days = Array.from({ length: 5 }, () => {
    const records = new ServiceRecords()
    for (const { agent, services } of agents)
      for (const service of services)
        for (let count = 0; count < 6; count++)
          records.addService(agent, service, 10 * MINUTE_MS * random.lognormal(0.6), CENTER_CONFIG)
    return records
  })
  return learntTimes(days, CENTER_CONFIG)
}

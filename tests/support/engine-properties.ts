import { deepStrictEqual, ok } from 'node:assert/strict'
import fc from 'fast-check'
import { rulesOf } from '@/lib/domain/engine/config'
import type { afterNoShow, park, resume, transfer } from '@/lib/domain/engine/credit'
import type { learntTimes } from '@/lib/domain/engine/learnt-times'
import type {
  Decision,
  EngineAgent,
  EngineConfig,
  EngineState,
  EngineTicket,
  ServiceTimes,
} from '@/lib/domain/engine/model'
import type { nextTicket } from '@/lib/domain/engine/next-ticket'
import { priorTimes } from '@/lib/domain/engine/prior-times'
import type { ServiceRecords } from '@/lib/domain/engine/service-records'
import { AgentId } from '@/lib/domain/ids'
import { fittings, hybrids, laterBy, queues, rosters } from './engine-arbitraries'
import { CONFIG, idOf, NOW, SERVICE_LETTERS, SERVICES, serviceOf } from './engine-center'

/** What is put to the test: the engine as it is, or with a fault in it. */
export type EngineUnderTest = {
  readonly nextTicket: typeof nextTicket
  readonly park: typeof park
  readonly resume: typeof resume
  readonly transfer: typeof transfer
  readonly afterNoShow: typeof afterNoShow
  readonly learntTimes: typeof learntTimes
  readonly ServiceRecords: typeof ServiceRecords
}

export type EngineProperty = (engine: EngineUnderTest) => fc.IProperty<unknown>

const FIRST = AgentId.parse(1)

type Scene = { readonly state: EngineState; readonly config: EngineConfig; readonly times: ServiceTimes }

const scenes: fc.Arbitrary<Scene> = fc
  .record({ waiting: queues(), agents: rosters, config: hybrids, fit: fittings })
  .map(({ waiting, agents, config, fit }) => ({
    state: { waiting, agents },
    config,
    times: { ...priorTimes(CONFIG), fitOf: fit },
  }))

/** The same, with everybody in reach. */
const calmScenes = scenes.map(({ state, ...rest }) => ({
  ...rest,
  state: { ...state, agents: state.agents.map(agent => ({ ...agent, isReachable: true, lastSeenAt: null })) },
}))

function decide(engine: EngineUnderTest, { state, config, times }: Scene, now = NOW): Decision {
  return engine.nextTicket(state, config, times, FIRST, now)
}

/** The rule of who may be called, in its plainest words. */
function callable({ waiting, agents }: EngineState): EngineTicket[] {
  const [agent, ...others] = agents
  return waiting.filter(ticket => {
    const isExcluded =
      ticket.excludedAgent === FIRST &&
      others.some(other => other.status !== 'offline' && other.services.has(ticket.service))
    return agent?.services.has(ticket.service) && ticket.notBefore <= NOW && !isExcluded
  })
}

function called(scene: Scene, { ticket }: Decision): EngineTicket | undefined {
  return scene.state.waiting.find(({ id }) => id === ticket)
}

function isTail({ reasons }: Decision): boolean {
  return reasons[0]?.code === 'foreign_tail'
}

function isOlder(a: EngineTicket, b: EngineTicket): boolean {
  return a.creditStart < b.creditStart || (a.creditStart === b.creditStart && a.id < b.id)
}

export const ENGINE_PROPERTIES: Readonly<Record<string, EngineProperty>> = {
  'the order of tickets and agents in memory plays no part, and nothing is changed': engine =>
    fc.property(scenes, fc.integer(), (scene, seed) => {
      const before = { waiting: structuredClone(scene.state.waiting), agents: [...scene.state.agents] }
      const shuffled = {
        ...scene,
        state: { waiting: shuffle(before.waiting, seed), agents: shuffle(before.agents, seed) },
      }
      deepStrictEqual(decide(engine, shuffled), decide(engine, scene))
      deepStrictEqual(scene.state, before)
    }),

  'a day later everything is as it was, and asked twice it answers the same': engine =>
    fc.property(calmScenes, fc.integer({ min: 1, max: 10_000_000 }), (scene, byMs) => {
      const { inputDigest: _, ...decision } = decide(engine, scene)
      const later = { ...scene, state: { ...scene.state, waiting: laterBy(byMs, scene.state.waiting) } }
      const { inputDigest: _later, ...decisionLater } = decide(engine, later, NOW + byMs)
      deepStrictEqual(decisionLater, decision)
      deepStrictEqual(decide(engine, scene), decide(engine, scene))
    }),

  'somebody is called exactly when somebody may be': engine =>
    fc.property(scenes, scene => {
      const candidates = callable(scene.state)
      const decision = decide(engine, scene)
      ok((decision.ticket !== null) === candidates.length > 0)
      ok(decision.ticket === null || candidates.some(({ id }) => id === decision.ticket))
      ok(decision.considered === candidates.length)
    }),

  'whom he may not serve plays no part': engine =>
    fc.property(scenes, scene => {
      const { agents } = scene.state
      const { waiting } = scene.state
      const own = callable(scene.state)
      const held = waiting.filter(ticket => agents[0]?.services.has(ticket.service) && !own.includes(ticket))
      deepStrictEqual(
        decide(engine, { ...scene, state: { agents, waiting: [...own, ...held] } }),
        decide(engine, scene),
      )
    }),

  'nobody passes a citizen whose credit started more than his cap before his own': engine =>
    fc.property(calmScenes, scene => {
      const chosen = called(scene, decide(engine, scene))
      if (!chosen || chosen.priority === 1) return
      const { capMs } = rulesOf(scene.config, chosen.priority)
      for (const other of callable(scene.state))
        ok(other.priority === 1 || chosen.creditStart <= other.creditStart + capMs)
    }),

  'emergencies first, but never a further one in a row while an overdue citizen waits for this agent': engine =>
    fc.property(calmScenes, scene => {
      const candidates = callable(scene.state)
      const others = candidates.filter(({ priority }) => priority !== 1)
      const isOverdue = others.some(
        ({ priority, creditStart }) => NOW - creditStart > rulesOf(scene.config, priority).promiseMs,
      )
      const { laneMaxRun } = scene.config
      const latest = scene.state.agents[0]?.lastPriorities.slice(-laneMaxRun) ?? []
      const isSpent = isOverdue && latest.length === laneMaxRun && latest.every(priority => priority === 1)
      const isEmergencyCalled = called(scene, decide(engine, scene))?.priority === 1
      ok(isEmergencyCalled === (others.length < candidates.length && !isSpent))
    }),

  'nobody passes his own kind': engine =>
    fc.property(
      scenes,
      fc.constantFrom('hybrid', 'strict_priority', 'ratio', 'accumulating_priority', 'fifo'),
      (scene, discipline) => {
        const decision = decide(engine, { ...scene, config: { ...scene.config, discipline } })
        const chosen = called(scene, decision)
        const isCut = scene.state.agents.some(({ isReachable }) => !isReachable)
        if (!chosen || isTail(decision) || isCut) return
        for (const other of callable(scene.state)) {
          const isSameKind = other.priority === chosen.priority && other.service === chosen.service
          ok(!isSameKind || other === chosen || !isOlder(other, chosen))
        }
      },
    ),

  'more credit never hurts': engine =>
    fc.property(calmScenes, fc.integer({ min: 1, max: 10_000_000 }), (scene, moreMs) => {
      const { ticket } = decide(engine, scene)
      const waiting = scene.state.waiting.map(other =>
        other.id === ticket ? { ...other, creditStart: other.creditStart - moreMs } : other,
      )
      deepStrictEqual(decide(engine, { ...scene, state: { ...scene.state, waiting } }).ticket, ticket)
    }),

  'a newcomer behind his own kind changes nothing': engine =>
    fc.property(calmScenes, fc.nat(), fc.nat({ max: 3_600_000 }), (scene, pick, behindMs) => {
      const candidates = callable(scene.state)
      const kin = candidates[pick % Math.max(1, candidates.length)]
      if (!kin) return
      const newcomer = { ...kin, id: idOf('Y999'), creditStart: kin.creditStart + behindMs }
      const waiting = [newcomer, ...scene.state.waiting]
      deepStrictEqual(
        decide(engine, { ...scene, state: { ...scene.state, waiting } }).ticket,
        decide(engine, scene).ticket,
      )
    }),

  'the two sides of a cut never call one ticket while each has some of its own': engine =>
    fc.property(queues(), rosters, (waiting, agents) => {
      const onDuty = agents.filter(({ status }) => status !== 'offline')
      const homes = onDuty.map(({ agent }) => ownOf(engine, waiting, onDuty, agent))
      deepStrictEqual(homes.flat().length, new Set(homes.flat()).size)
    }),

  'nothing that the citizen does not do himself costs him credit or a better class': engine =>
    fc.property(
      queues(5),
      fc.constantFrom(...SERVICE_LETTERS),
      fc.nat({ max: 9_000_000 }),
      (tickets, letter, agoMs) => {
        for (const ticket of tickets) {
          const moved = engine.transfer(ticket, serviceOf(letter), FIRST, CONFIG)
          ok(moved.creditStart === ticket.creditStart)
          ok(rulesOf(CONFIG, moved.priority).promiseMs <= rulesOf(CONFIG, ticket.priority).promiseMs)
          ok(engine.resume(engine.park(ticket), 'center', NOW - agoMs, NOW).creditStart === ticket.creditStart)
          const back = engine.resume(engine.park(ticket), 'errand', NOW - agoMs, NOW).creditStart
          ok(back === Math.max(ticket.creditStart, Math.min(NOW, ticket.creditStart + agoMs)))
          const held = engine.afterNoShow(ticket, 1, NOW, CONFIG)
          ok(held && held.creditStart >= ticket.creditStart && held.creditStart <= Math.max(NOW, ticket.creditStart))
        }
      },
    ),

  'measurements come together in any order to the same bits': engine =>
    fc.property(services, services, fc.nat(), (today, yesterday, cut) => {
      const at = cut % (today.length + 1)
      const joined = recordsOf(engine, today.slice(at).reverse())
      joined.addAll(recordsOf(engine, today.slice(0, at)))
      deepStrictEqual(
        everyFigure(engine, [joined, recordsOf(engine, [...yesterday].reverse())]),
        everyFigure(engine, [recordsOf(engine, today), recordsOf(engine, yesterday)]),
      )
    }),
}

const services = fc.array(
  fc.record({
    agent: fc.integer({ min: 1, max: 4 }).map(id => AgentId.parse(id)),
    service: fc.constantFrom(...SERVICE_LETTERS).map(serviceOf),
    ms: fc.nat({ max: 9_000_000 }),
  }),
  { maxLength: 60 },
)

type Served = typeof services extends fc.Arbitrary<infer All> ? All : never

function recordsOf({ ServiceRecords }: EngineUnderTest, all: Served): ServiceRecords {
  const records = new ServiceRecords()
  for (const { agent, service, ms } of all) records.addService(agent, service, ms, CONFIG)
  return records
}

function everyFigure({ learntTimes }: EngineUnderTest, days: readonly ServiceRecords[]): number[] {
  const times = learntTimes(days, CONFIG)
  return [1, 2, 3, 4].flatMap(id =>
    SERVICES.flatMap(({ id: service }) => [
      times.meanMs(AgentId.parse(id), service),
      times.fitOf(AgentId.parse(id), service),
      times.cv(service),
    ]),
  )
}

/** What an agent cut off from all others calls as his own, one after the other, until he helps at the far end. */
function ownOf(
  engine: EngineUnderTest,
  waiting: readonly EngineTicket[],
  onDuty: readonly EngineAgent[],
  agent: AgentId,
): string[] {
  const agents = onDuty.map(other => ({ ...other, isReachable: other.agent === agent, lastSeenAt: NOW }))
  const times = priorTimes(CONFIG)
  const own: string[] = []
  let left = [...waiting]
  for (;;) {
    const decision = engine.nextTicket({ waiting: left, agents }, CONFIG, times, agent, NOW)
    if (decision.ticket === null || isTail(decision)) return own
    own.push(decision.ticket)
    left = left.filter(({ id }) => id !== decision.ticket)
  }
}

function shuffle<Item>(items: readonly Item[], seed: number): Item[] {
  return items
    .map((item, index) => ({ item, key: Math.imul(seed + index, 0x9e3779b1) >>> 0 }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item)
}

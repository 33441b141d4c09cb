import { describe, expect, test } from 'vitest'
import { CENTER_CONFIG, COLLECTION, CORRECTION, RENEWAL } from './center-table'
import { centerWorld } from './center-world'
import { measureDay } from './day-measures'
import { type Call, DayRun } from './day-run'
import { nothingLearnt } from './learning'
import { FIFO, HYBRID, type Policy, SEED, STRICT } from './policies'
import { NORMAL, PARTITION, SCENARIOS } from './scenarios'
import type { Citizen, World, WorldAgent } from './world'

const MINUTE = 60_000

function citizen(minute: number, service: Citizen['service'], changes: Partial<Citizen> = {}): Citizen {
  return {
    arrivesAt: minute * MINUTE,
    service,
    appointmentAt: null,
    isEmergency: false,
    isVulnerable: false,
    workFactor: 1,
    presence: 1,
    transfer: null,
    pauseMs: 0,
    side: 0,
    ...changes,
  }
}

function agent(services: readonly Citizen['service'][], changes: Partial<WorldAgent> = {}): WorldAgent {
  return { meanMs: new Map(services.map(id => [id, 10 * MINUTE])), breaks: [], leavesAt: null, side: 0, ...changes }
}

function world(citizens: readonly Citizen[], agents: readonly WorldAgent[], changes: Partial<World> = {}): World {
  const absence = { base: 0, perMinute: 0, costMs: 2 * MINUTE }
  return { name: 'test', opensAt: 0, doorsCloseAt: 0, citizens, agents, absence, walkMs: 0, cut: null, ...changes }
}

/** `0>1@5`: the first citizen is called by agent 1 in minute 5. */
function story(day: World, policy: Policy = FIFO): string {
  const calls: string[] = []
  const number = (call: Call) => day.citizens.indexOf(call.visit.citizen)
  new DayRun(day, policy, CENTER_CONFIG, nothingLearnt(), {
    called: call => calls.push(`${number(call)}>${call.agent.id}@${call.at / MINUTE}`),
    calledTwice: () => calls.push('twice'),
  }).play()
  return calls.join(' ')
}

const both = [COLLECTION, RENEWAL, CORRECTION]

test.each<[string, string, World, Policy?]>([
  [
    'one after the other',
    '0>1@0 1>1@10 2>1@20',
    world(
      [0, 0, 0].map(at => citizen(at, RENEWAL)),
      [agent(both)],
    ),
  ],
  [
    'two agents',
    '0>1@0 1>2@1 2>1@10',
    world(
      [0, 1, 2].map(at => citizen(at, RENEWAL)),
      [agent(both), agent(both)],
    ),
  ],
  [
    'who cannot serve it',
    '0>2@0 1>2@10',
    world(
      [0, 1].map(at => citizen(at, RENEWAL)),
      [agent([COLLECTION]), agent(both)],
    ),
  ],
  ['the doors are still shut', '0>1@30', world([citizen(0, RENEWAL)], [agent(both)], { opensAt: 30 * MINUTE })],
  [
    'a break that is due begins after the service',
    '0>1@0 1>1@25',
    world(
      [citizen(0, RENEWAL), citizen(1, RENEWAL)],
      [agent(both, { breaks: [{ from: 5 * MINUTE, to: 20 * MINUTE }] })],
    ),
  ],
  [
    'absent: two minutes are lost',
    '0>1@0 1>1@2',
    world([citizen(0, RENEWAL, { presence: 0.05 }), citizen(0, RENEWAL, { presence: 0.5 })], [agent(both)], {
      absence: { base: 0.1, perMinute: 0, costMs: 2 * MINUTE },
    }),
  ],
  [
    'transferred after three minutes, to another agent',
    '0>1@0 0>2@3',
    world([citizen(0, RENEWAL, { transfer: { to: CORRECTION, workFactor: 1 } })], [agent(both), agent(both)]),
  ],
  [
    'a pause that nobody was told of',
    '0>1@0 1>1@18',
    world([citizen(0, RENEWAL, { pauseMs: 8 * MINUTE }), citizen(0, RENEWAL)], [agent(both)]),
  ],
  [
    'who leaves finishes, and calls nobody any more',
    '0>1@0 1>2@0 2>2@10',
    world(
      [0, 0, 1].map(at => citizen(at, RENEWAL)),
      [agent(both, { leavesAt: 5 * MINUTE }), agent(both)],
    ),
  ],
  [
    'strict priority',
    '0>1@0 2>1@10 1>1@20',
    world([citizen(0, RENEWAL), citizen(1, CORRECTION), citizen(2, COLLECTION)], [agent(both)]),
    STRICT,
  ],
  [
    'bound at check-in: the second agent is idle, but the list of the first is as short',
    '0>1@0 1>1@10',
    world([citizen(0, RENEWAL), citizen(1, RENEWAL)], [agent(both), agent(both)]),
    SEED,
  ],
  [
    'during a cut each side calls what it knows: twice, and once in vain',
    '0>1@0 1>2@0 2>1@10 twice',
    world(
      [0, 0, 1].map(at => citizen(at, RENEWAL)),
      [agent(both), agent(both, { side: 1 })],
      { cut: { from: 2 * MINUTE, to: 12 * MINUTE } },
    ),
    STRICT,
  ],
])('%s', (_why, expected, day, policy) => {
  expect(story(day, policy)).toBe(expected)
})

describe('on whole days of a center', () => {
  test.each(SCENARIOS.map(scenario => [scenario.name, scenario] as const))(
    '%s: everybody is called, by the hybrid as by strict priority, and nobody idles beside work',
    (_name, scenario) => {
      for (const policy of [HYBRID, STRICT]) {
        const day = measureDay(centerWorld(scenario, 'whole'), policy, CENTER_CONFIG, nothingLearnt())
        expect(day.waits.length).toBeGreaterThan(200)
        expect(day.neverCalled).toBe(0)
        expect(day.idleWithWorkMinutes).toBe(0)
      }
    },
  )

  test('a day replays, and the citizens are the same under every policy', () => {
    const day = centerWorld(PARTITION, 'replay')
    const measured = [HYBRID, HYBRID, FIFO].map(policy => measureDay(day, policy, CENTER_CONFIG, nothingLearnt()))
    expect(measured[1]).toEqual(measured[0])
    expect(measured[2]?.priorities).toEqual(measured[0]?.priorities)
    expect(measured[2]?.waits).not.toEqual(measured[0]?.waits)
  })

  test('the measures see what they are there for: strict priority passes people, binding leaves agents idle', () => {
    const day = centerWorld(NORMAL, '1001')
    const [strict, bound, hybrid] = [STRICT, SEED, HYBRID].map(policy =>
      measureDay(day, policy, CENTER_CONFIG, nothingLearnt()),
    )
    expect(strict?.capViolations).toBeGreaterThan(0)
    expect(bound?.idleWithWorkMinutes).toBeGreaterThan(0)
    expect(bound?.sameKindOvertakes).toBeGreaterThan(0)
    expect(hybrid?.capViolations).toBe(0)
    expect(hybrid?.sameKindOvertakes).toBe(0)
  })
})

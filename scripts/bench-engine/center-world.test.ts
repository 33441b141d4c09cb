import { expect, test } from 'vitest'
import { COLLECTION, CORRECTION, EMERGENCY_SERVICE, TABLE_MS } from './center-table'
import { centerWorld, OPENS_AT } from './center-world'
import { meanOf } from './figures'
import { BURST, NORMAL, OVERLOAD, SCENARIOS, TWO_LEAVE, UNRELIABLE } from './scenarios'

const days = Array.from({ length: 60 }, (_, index) => centerWorld(NORMAL, String(index)))
const citizens = days.flatMap(day => day.citizens)
const share = (count: number) => count / citizens.length

test('the same seed is the same day', () => {
  for (const scenario of SCENARIOS) expect(centerWorld(scenario, '7')).toEqual(centerWorld(scenario, '7'))
  expect(centerWorld(NORMAL, '7')).not.toEqual(centerWorld(NORMAL, '8'))
})

test('another day of the same center has the same people', () => {
  const people = (seed: string) => centerWorld(UNRELIABLE, seed, 'center').agents.map(({ meanMs }) => [...meanMs])
  expect(people('1')).toEqual(people('2'))
})

test('the day is as described: size, crowd before the doors, services, bookings, the vulnerable', () => {
  expect(meanOf(days.map(day => day.citizens.length))).toBeGreaterThan(320)
  expect(meanOf(days.map(day => day.citizens.length))).toBeLessThan(390)
  expect(share(citizens.filter(({ arrivesAt }) => arrivesAt < OPENS_AT).length)).toBeCloseTo(0.11, 1)
  expect(share(citizens.filter(({ arrivesAt }) => arrivesAt < 10 * 3_600_000).length)).toBeCloseTo(0.53, 1)
  expect(share(citizens.filter(({ service }) => service === COLLECTION).length)).toBeCloseTo(0.25, 1)
  expect(share(citizens.filter(({ appointmentAt }) => appointmentAt !== null).length)).toBeCloseTo(0.085, 1)
  expect(share(citizens.filter(({ isVulnerable }) => isVulnerable).length)).toBeCloseTo(0.07, 1)
  expect(meanOf(citizens.map(({ workFactor }) => workFactor))).toBeCloseTo(1, 1)
})

test('whoever comes finds at least two agents who can serve him, also after two have left', () => {
  for (const { agents } of Array.from({ length: 40 }, (_, seed) => centerWorld(TWO_LEAVE, String(seed)))) {
    const stay = agents.filter(({ leavesAt }) => leavesAt === null)
    expect(stay.length).toBe(agents.length - 2)
    for (const service of TABLE_MS.keys())
      expect(stay.filter(({ meanMs }) => meanMs.has(service)).length).toBeGreaterThanOrEqual(2)
    expect(agents.some(({ meanMs }) => meanMs.has(CORRECTION) && meanMs.has(COLLECTION))).toBe(true)
  }
})

test('overload and burst add citizens to the same center', () => {
  const normal = centerWorld(NORMAL, '3')
  expect(centerWorld(OVERLOAD, '3').citizens.length).toBeGreaterThan(1.2 * normal.citizens.length)
  const emergencies = (world: typeof normal) =>
    world.citizens.filter(({ service }) => service === EMERGENCY_SERVICE).length
  expect(emergencies(centerWorld(BURST, '3')) - emergencies(normal)).toBe(20)
  expect(centerWorld(BURST, '3').agents).toEqual(normal.agents)
})

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { CONFIG, idOf, NOW, SERVICES } from '@/tests/support/engine-center'
import { AgentId, StationId } from '../ids'
import { MINUTE_MS } from './config'
import { outlookFrom } from './forecast'
import { type Draw, drawsFrom, hash32, mix32 } from './hash'
import { learntTimes } from './learnt-times'
import type { EngineAgent, EngineTicket } from './model'
import { nextTicket } from './next-ticket'
import { predict } from './predict'
import { ServiceRecords } from './service-records'

const FOLDER = join(process.cwd(), 'lib/domain/engine')
const SOURCES = readdirSync(FOLDER).filter(name => name.endsWith('.ts') && !name.endsWith('.test.ts'))

/** What ECMAScript leaves to each browser, or to the country. */
const LOOSE =
  /Math\.(?!floor|ceil|round|min|max|abs|imul|LN2)\w+|\*\*|\bDate\b|Intl\.|toLocale\w*|localeCompare|Map\.groupBy|toFixed|toPrecision/

test('[ENGINE-1] nothing in the engine is left to the browser', () => {
  expect(SOURCES.length).toBeGreaterThan(20)
  const loose = SOURCES.flatMap(name => {
    const text = readFileSync(join(FOLDER, name), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
    return (text.match(LOOSE) ?? []).map(found => `${name}: ${found}`)
  })
  expect(loose).toEqual([])
})

function pick<Item>(draw: Draw, items: readonly Item[]): Item {
  const item = items[Math.floor(draw() * items.length)]
  if (item === undefined) throw new Error('nothing to pick from')
  return item
}

function randomTicket(draw: Draw, index: number): EngineTicket {
  const service = pick(draw, SERVICES)
  const creditStart = NOW - Math.floor(draw() * 180) * MINUTE_MS
  return {
    id: idOf(`${service.letter}${100 + index}`),
    service: service.id,
    priority: draw() < 0.1 ? 2 : service.priority,
    checkedInAt: creditStart,
    creditStart,
    notBefore: draw() < 0.1 ? NOW + MINUTE_MS : 0,
    isVulnerable: draw() < 0.1,
    excludedAgent: null,
    sentTo: null,
  }
}

function randomAgent(draw: Draw, id: number): EngineAgent {
  const services = new Set(SERVICES.filter(() => draw() < 0.5).map(service => service.id))
  const isBusy = draw() < 0.5
  return {
    agent: AgentId.parse(id),
    station: StationId.parse(id),
    services,
    status: isBusy ? 'busy' : 'available',
    idleSince: NOW,
    serving: isBusy ? { ticket: idOf('X100'), service: pick(draw, SERVICES).id, since: NOW - 7 * MINUTE_MS } : null,
    backAt: null,
    plannedBreaks: [],
    dutyEnd: draw() < 0.2 ? NOW + 60 * MINUTE_MS : null,
    lastPriorities: [1, 1].slice(0, Math.floor(draw() * 3)),
    isReachable: draw() < 0.9,
    lastSeenAt: NOW - 10 * MINUTE_MS,
  }
}

function digestOf(values: readonly unknown[]): number {
  return values.reduce((digest: number, value) => mix32(digest, hash32(JSON.stringify(value))), 0)
}

test('[ENGINE-1] two thousand decisions and twenty predictions are these on every device', () => {
  const draw = drawsFrom(31)
  const records = new ServiceRecords()
  for (let index = 0; index < 800; index++)
    records.addService(AgentId.parse(1 + (index % 8)), pick(draw, SERVICES).id, Math.floor(draw() * 1_800_000), CONFIG)
  const times = learntTimes([records], CONFIG)
  const yesterday = NOW - 24 * 60 * MINUTE_MS
  const arrivals = Array.from({ length: 200 }, () => {
    const { id: service, priority } = pick(draw, SERVICES)
    return { at: yesterday + Math.floor(draw() * 480) * MINUTE_MS, priority, service }
  })
  const hours = { doorsCloseAt: NOW + 400 * MINUTE_MS, closesAt: NOW + 480 * MINUTE_MS }
  const outlook = outlookFrom([{ startAt: yesterday, arrivals }], { startAt: NOW, arrivals: [] }, NOW, hours)
  const scenes = Array.from({ length: 250 }, () => ({
    waiting: Array.from({ length: 40 }, (_, index) => randomTicket(draw, index)),
    agents: Array.from({ length: 8 }, (_, index) => randomAgent(draw, index + 1)),
  }))
  const decisions = scenes.flatMap(scene =>
    scene.agents.map(({ agent }) => nextTicket(scene, CONFIG, times, agent, NOW)),
  )
  const predictions = scenes.slice(0, 20).map(scene => {
    const ticket = { ...randomTicket(draw, 900), checkedInAt: NOW, creditStart: NOW }
    return predict(scene, CONFIG, times, ticket, NOW, outlook, null)
  })
  expect(new Set(decisions.map(({ ticket }) => ticket)).size).toBeGreaterThan(100)
  expect(predictions.filter(({ kind }) => kind === 'range').length).toBeGreaterThan(10)
  expect([digestOf(decisions), digestOf(predictions)]).toEqual([508476459, 356346220])
})

import pino from 'pino'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { type Catalogue, Center } from '@/lib/domain/catalogue'
import { MINUTE_MS } from '@/lib/domain/engine/config'
import { foresightOf } from '@/lib/domain/estimates'
import type { QueueEvent } from '@/lib/domain/events'
import { QueueFold } from '@/lib/domain/fold'
import { AgentId, CenterId, type EventId, ServiceDay } from '@/lib/domain/ids'
import { ALL_IN_REACH, schedulingOf } from '@/lib/domain/scheduling'
import { addDays, DAY_MS, daysBetween } from '@/lib/domain/service-day'
import { allowConnections, refuseConnections } from '@/tests/support/closed-database'
import { DAY, day, markOf, SERVICES } from '@/tests/support/day'
import { DAY_CATALOGUE } from '@/tests/support/scheduling'
import { StoredDay } from '@/tests/support/stored-day'
import { emptyTheDay } from '@/tests/support/sync-stack'
import { openTestDatabase } from '@/tests/support/test-database'
import { readCataloguePage } from './catalogue'
import { DayMeasurer } from './measured-days'

const { url, database, drop } = await openTestDatabase()
afterAll(drop)

const center = CenterId.parse(1)
const [MONDAY, TUESDAY, THURSDAY] = ['2026-03-02', '2026-03-03', '2026-03-05'].map(text => ServiceDay.parse(text))
const FRIDAY = ServiceDay.parse('2026-03-06')
/** Half past six at Douala. */
const FRIDAY_MORNING = Date.parse('2026-03-06T05:30:00Z')
const [ADA, BEN] = [AgentId.parse(1), AgentId.parse(2)]
const { id: A } = SERVICES.A

/** The center of the days in words: its agents serve everything, by the table in ten minutes. */
beforeEach(async () => {
  await database.begin(async sql => {
    await emptyTheDay(sql)
    await sql`truncate centers restart identity cascade`
    await sql`insert into centers (code, name_fr, name_en, opens_at, closes_at) values ('C1', 'C', 'C', '07:00', '16:00')`
    for (const { code, letter, priority } of DAY_CATALOGUE.services)
      await sql`
        insert into service_types (center_id, code, letter, name_fr, name_en, priority_level, estimated_duration)
        values (1, ${code}, ${letter}, ${letter}, ${letter}, ${priority}, 10)`
    for (const n of ['1', '2', '3']) {
      await sql`
        insert into stations (center_id, station_number, name, supported_services) values (1, ${n}, ${n}, '{1,2,3,4}')`
      await sql`
        insert into agents (center_id, employee_id, first_name, last_name) values (1, ${n}, 'Ada', ${`Eto ${n}`})`
    }
  })
})

/** A day in words as it would have been on another date, by devices that start anew each day. */
function on(date: ServiceDay, script: string): QueueEvent[] {
  const later = daysBetween(DAY, date)
  // reason: an event id with another boot is one
  const moved = (id: EventId) => id.replace(/\.1\.(\d+)$/, `.${later + 100}.$1`) as EventId
  return day(`opened ${script}`).events.map(event => ({
    ...event,
    id: moved(event.id),
    h: [event.h[0] + later * DAY_MS, event.h[1]],
    ...('basedOn' in event && event.basedOn ? { basedOn: moved(event.basedOn) } : {}),
  }))
}

async function lived(date: ServiceDay, script: string): Promise<StoredDay> {
  const stored = new StoredDay(database, { center, day: date })
  await stored.store(on(date, script))
  return stored
}

/** Ada takes a quarter of an hour for a service of ten minutes, Ben eight; Ben lets two minutes go by. */
const USUAL = 'A101 A102 A103 A104 1( 2( 1>A101 2>A102 1+ 2+ ~8m 2. ~2m 2>A103 2+ ~5m 1. 1>A104 1+ ~3m 2. ~12m 1.'

async function threeDays(): Promise<void> {
  for (const date of [MONDAY, TUESDAY, THURSDAY]) if (date) await lived(date, USUAL)
}

/** As the sync server does at its start. Returns what it logged. */
async function measure(now = FRIDAY_MORNING): Promise<string[]> {
  const logged: string[] = []
  const log = pino({ level: 'error' }, { write: (line: string) => void logged.push(line) })
  await new DayMeasurer({ database, clock: { now: () => now }, log }).start()
  return logged
}

async function pulledCenter(): Promise<Center & { readonly revision: number }> {
  const { rows, checkpoint } = await readCataloguePage(database, center, 'centers', { since: 0, limit: 1 })
  return { ...Center.parse(rows[0]), revision: checkpoint }
}

async function onDevice(): Promise<Catalogue> {
  return { ...DAY_CATALOGUE, center: await pulledCenter() }
}

async function daysKept(): Promise<string[]> {
  return ((await pulledCenter()).measuredDays ?? []).map(measured => measured.day)
}

test('[CENTER-3] after three days a device knows how long its agents take, as ENGINE-13 says', async () => {
  const table = schedulingOf(new QueueFold(), await onDevice(), FRIDAY, ALL_IN_REACH).times
  expect([table.meanMs(ADA, A), table.meanMs(BEN, A), table.overheadMs]).toEqual([600_000, 600_000, 0])

  await threeDays()
  expect(await measure()).toEqual([])
  const { times } = schedulingOf(new QueueFold(), await onDevice(), FRIDAY, ALL_IN_REACH)

  // Today is empty and counts first; the days before fade: 0.85, 0.85², 0.85³.
  const days = 0.85 + 0.85 ** 2 + 0.85 ** 3
  const [adaMs, benMs, pauseMs] = [905_000 + 902_000, 481_000 + 484_000, 121_000 + 1_000]
  const mean = (20 * 600_000 + days * (adaMs + benMs)) / (20 + 4 * days)
  const pace = (tookMs: number) => (20 + (days * tookMs) / mean) / (20 + 2 * days)
  const ofPair = (tookMs: number) => (15 * mean * pace(tookMs) + days * tookMs) / (15 + 2 * days)
  expect(times.serviceMeanMs(A)).toBeCloseTo(mean, 6)
  expect(times.meanMs(ADA, A)).toBeCloseTo(ofPair(adaMs), 6)
  expect(times.meanMs(BEN, A)).toBeCloseTo(ofPair(benMs), 6)
  expect(times.overheadMs).toBeCloseTo((days * pauseMs) / (30 + 2 * days), 6)
  expect(times.meanMs(BEN, A)).toBeLessThan(10 * MINUTE_MS)
  expect(times.meanMs(ADA, A)).toBeGreaterThan(11 * MINUTE_MS)
})

test('[CENTER-3] who will still come is foretold from the days before', async () => {
  const foreseen = async () => {
    const [queue, catalogue] = [new QueueFold(), await onDevice()]
    const scheduling = schedulingOf(queue, catalogue, FRIDAY, ALL_IN_REACH)
    return foresightOf(queue, catalogue, FRIDAY, scheduling, FRIDAY_MORNING).outlook
  }
  expect((await foreseen()).basis).toBe('table')
  await threeDays()
  await measure()
  const { basis, forecast } = await foreseen()
  expect(basis).toBe('history')
  const busy = forecast?.slots.flatMap(({ perMs }, slot) => (perMs > 0 ? [[slot, perMs * 30 * MINUTE_MS]] : []))
  expect(busy).toEqual([[16, expect.closeTo(4, 6)]])
})

test('[CENTER-3] measuring again changes nothing, and no device pulls again', async () => {
  await threeDays()
  await measure()
  const once = await pulledCenter()
  expect(once.measuredDays?.map(measured => measured.day)).toEqual([THURSDAY, TUESDAY, MONDAY])
  await measure()
  expect(await pulledCenter()).toEqual(once)
})

test('[CENTER-3] what a tablet brings late of the last two days is measured, also by two servers at once', async () => {
  if (!MONDAY || !TUESDAY || !THURSDAY) throw new Error('a week has these days')
  const stored: StoredDay[] = []
  for (const date of [MONDAY, TUESDAY, THURSDAY]) stored.push(await lived(date, USUAL))
  await measure()
  const late = `${USUAL} A105 A106`
  for (const [index, date] of [MONDAY, TUESDAY, THURSDAY].entries())
    await stored[index]?.store(on(date, late).slice(on(date, USUAL).length))
  await Promise.all([measure(), measure()])
  const counts = (await pulledCenter()).measuredDays?.map(({ arrivals }) => arrivals.map(({ count }) => count))
  expect(counts).toEqual([[4, 2], [4, 2], [4]])
})

test('[CENTER-3] when a day opens while the server runs, the day before it is measured', async () => {
  let now = Date.parse('2026-03-05T05:30:00Z')
  const log = pino({ level: 'silent' })
  const measurer = new DayMeasurer({ database, clock: { now: () => now }, log })
  await measurer.start()
  if (!THURSDAY) throw new Error('a week has this day')
  await lived(THURSDAY, USUAL)
  measurer.dayOpened({ center, day: THURSDAY })
  await measurer.settled()
  expect(await daysKept()).toEqual([])

  now = FRIDAY_MORNING
  measurer.dayOpened({ center, day: FRIDAY })
  measurer.dayOpened({ center, day: FRIDAY })
  await measurer.settled()
  expect(await daysKept()).toEqual([THURSDAY])
})

test('[CENTER-3] days on which nobody came are left out, and fifteen are kept', async () => {
  for (let back = 1; back <= 17; back++) await lived(addDays(FRIDAY, -back), back % 4 === 0 ? '1( 1)' : 'A101')
  await measure(FRIDAY_MORNING - 5 * DAY_MS)
  expect(await daysKept()).toHaveLength(9)
  await measure()
  const kept = await daysKept()
  expect(kept).toEqual([...kept].sort().reverse())
  expect(kept).toHaveLength(13)
  await measure(FRIDAY_MORNING + 40 * DAY_MS)
  expect(await daysKept()).toEqual(kept)

  for (let ahead = 0; ahead < 5; ahead++) await lived(addDays(FRIDAY, ahead), 'A101')
  await measure(FRIDAY_MORNING + 5 * DAY_MS)
  expect(await daysKept()).toHaveLength(15)
  expect((await daysKept())[0]).toBe(addDays(FRIDAY, 4))
})

test('[CENTER-3] a damaged event costs its own day, and is told', async () => {
  await threeDays()
  await database.sql`
    update queue_event set payload = '{}' where service_day = '2026-03-03' and type = 'ticket.checked_in.v1'`
  const [logged = '', ...more] = await measure()
  expect(JSON.parse(logged)).toMatchObject({ center: 1, day: TUESDAY, msg: 'day not measured' })
  expect(more).toEqual([])
  expect(await daysKept()).toEqual([THURSDAY, MONDAY])
})

test('[CENTER-3] nothing of any citizen is kept', async () => {
  await lived(MONDAY ?? DAY, 'A101=ada R101v 1( 1>A101 1+ ~8m 1.')
  await measure()
  const [measured] = (await pulledCenter()).measuredDays ?? []
  expect(measured).toMatchObject({ day: MONDAY, cells: [{ agent: 1, service: 1, n: 1 }], pauses: { n: 0, sumMs: 0 } })
  const kept = JSON.stringify(measured)
  for (const trace of [markOf('ada'), 'A101', 'R101', 'kiosk1', 'vulnerable', 'fr']) expect(kept).not.toContain(trace)
})

test('[CENTER-3] without a database nothing is measured, nothing fails, and the next opening tries again', async () => {
  await threeDays()
  const logged: string[] = []
  const log = pino({ level: 'error' }, { write: (line: string) => void logged.push(line) })
  const measurer = new DayMeasurer({ database, clock: { now: () => FRIDAY_MORNING }, log })
  await refuseConnections(url)
  try {
    await measurer.start()
    measurer.dayOpened({ center, day: FRIDAY })
    await measurer.settled()
  } finally {
    await allowConnections(url)
  }
  expect(logged.map(line => JSON.parse(line).msg)).toEqual(['centers not measured', 'center not measured'])

  measurer.dayOpened({ center, day: FRIDAY })
  await measurer.settled()
  expect(await daysKept()).toHaveLength(3)
})

test('[CAT-10] a device that pulls what was measured by itself gets it once, and its center without it', async () => {
  await threeDays()
  await measure()
  const page = (collection: 'centers' | 'measured', since = 0) =>
    readCataloguePage(database, center, collection, { since, limit: 9, measured: 'apart' })
  expect((await page('centers')).rows[0]).not.toHaveProperty('measuredDays')
  const measured = await page('measured')
  expect(measured.rows[0]).toMatchObject({ id: center, measuredDays: (await pulledCenter()).measuredDays })
  expect(measured.checkpoint).toBeGreaterThan(0)
  expect(await page('measured', measured.checkpoint)).toEqual({ rows: [], checkpoint: measured.checkpoint })

  await database.sql`update centers set name_fr = 'Centre' where id = ${center}`
  expect((await page('measured', measured.checkpoint)).rows).toEqual([])
  await database.sql`update centers set measured_days = measured_days - 0 where id = ${center}`
  expect((await page('measured', measured.checkpoint)).rows).toHaveLength(1)
})

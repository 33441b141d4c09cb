import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import * as z from 'zod/mini'
import { DEMONSTRATION_CENTER } from '@/drizzle/demonstration'
import type { Surface } from '@/lib/domain/ids'
import { addDays, serviceDayOf } from '@/lib/domain/service-day'
import { CenterRow, MessageRow, ServiceRow, StationRow } from '@/lib/protocol/console-rows'
import { isPinOf } from '@/lib/replica/kiosk-pin-hash'
import { readCataloguePage } from '@/lib/server/catalogue'
import { ConsoleRoutes, type Cookie } from '@/tests/support/console'

// Outside of Next the package only throws.
vi.mock('server-only', () => ({}))

let console_: ConsoleRoutes
let admin: Cookie
/** `/api/v1/admin/centers/{here}` */
let center: string

beforeAll(async () => {
  console_ = await ConsoleRoutes.open()
  admin = await console_.newcomer('admin', null)
  center = `/api/v1/admin/centers/${console_.here}`
})
afterAll(() => console_.close())

const HOLIDAY = { day: '2026-05-20', nameFr: 'Fête nationale', nameEn: 'National Day' }
const CENTER = {
  code: 'BDA1',
  nameFr: 'Centre CNI de Bamenda I',
  nameEn: 'Bamenda I CNI Centre',
  timeZone: 'Africa/Douala',
  opensAt: '07:30',
  closesAt: '15:30',
  weeklyHours: null,
  holidays: [HOLIDAY],
  dailyQuota: 200,
  lastTicketAt: '15:00',
  thresholds: { longestWaitMinutes: 90 },
  active: true,
}
const SERVICE = {
  code: 'LOSS',
  letter: 'L',
  nameFr: 'Perte',
  nameEn: 'Loss',
  descriptionFr: null,
  descriptionEn: 'A lost card',
  priority: 4,
  durationMinutes: 12,
  documents: [{ fr: 'Déclaration de perte', en: 'Certificate of loss' }],
  steps: [{ fr: 'Biométrie', en: 'Biometrics' }],
  active: true,
}
const STATION = { number: '9', name: 'Guichet 9', location: 'Étage 1', services: [1], active: true }
const MESSAGE = {
  kind: 'alert',
  textFr: 'Coupure à 14 h',
  textEn: 'Power cut at 14:00',
  startsAt: null,
  endsAt: Date.now() + 3_600_000,
  active: true,
}

/** What the console may edit of a center, and a field of each with another value. */
const KINDS = [
  ['services', 'service', SERVICE, ServiceRow, { nameFr: 'Carte perdue' }],
  ['stations', 'station', STATION, StationRow, { location: null }],
  ['messages', 'message', MESSAGE, MessageRow, { textEn: 'Power cut at 2 p.m.' }],
] as const

async function auditOf(kind: string, id: number) {
  return await console_.db.database.sql<{ action: string; who: string; before: unknown; after: unknown }[]>`
    select action, employee_id as who, before, after from audit_entries
    where subject_kind = ${kind} and subject_id = ${String(id)} and center_id = ${console_.here} order by id`
}

test.each(KINDS)(
  '[CAT-7] %s are made, changed and retired; each change is told once, and devices pull it',
  async (path, kind, fields, Row, other) => {
    const made = await console_.ask('POST', `${center}/${path}`, { as: admin, body: fields })
    expect([made.status, made.headers.get('cache-control')]).toEqual([201, 'no-store'])
    const row = Row.parse(made.body)
    expect(row).toMatchObject(fields)
    const edit = (change: object, revision: number) => {
      const body = { ...fields, ...change, revision }
      return console_.ask('PATCH', `${center}/${path}/${row.id}`, { as: admin, body })
    }
    const changed = Row.parse((await edit(other, row.revision)).body)
    expect(changed).toMatchObject({ ...fields, ...other })
    expect(changed.revision).toBeGreaterThan(row.revision)
    expect((await edit({}, row.revision)).code).toBe('changed_meanwhile')
    expect(Row.parse((await edit(other, changed.revision)).body).revision).toBe(changed.revision)
    const retired = Row.parse((await edit({ ...other, active: false }, changed.revision)).body)
    expect(z.parse(z.array(Row), (await console_.ask('GET', `${center}/${path}`, { as: admin })).body)).toContainEqual(
      retired,
    )

    const [[name = '', value] = []] = [Object.entries(other)[0] ?? []]
    const before = { [name]: Object.entries(fields).find(([field]) => field === name)?.[1] }
    expect(await auditOf(kind, row.id)).toEqual([
      { action: `${kind}.created`, who: 'ADMIN-1', before: null, after: fields },
      { action: `${kind}.changed`, who: 'ADMIN-1', before, after: { [name]: value } },
      { action: `${kind}.retired`, who: 'ADMIN-1', before: { active: true }, after: { active: false } },
    ])
    const pulled = await readCataloguePage(console_.db.database, console_.here, path, {
      since: changed.revision,
      limit: 9,
    })
    expect(pulled.rows).toContainEqual({ ...fields, ...other, active: false, id: row.id, revision: retired.revision })
  },
)

test('[CAT-7] a center is made from nothing and edited: its services do not stand in the way, another edit does', async () => {
  const made = await console_.ask('POST', '/api/v1/admin/centers', { as: admin, body: CENTER })
  const { id, revision, queueRules, hasKioskPin, ...fields } = CenterRow.parse(made.body)
  expect([made.status, fields, queueRules, hasKioskPin]).toEqual([201, CENTER, [], false])
  const path = `/api/v1/admin/centers/${id}`
  expect((await console_.ask('POST', `${path}/services`, { as: admin, body: SERVICE })).status).toBe(201)

  const weeklyHours = [null, null, null, null, null, { opensAt: '08:00', closesAt: '12:00' }, null]
  const holidays = [{ day: '2027-01-01', nameFr: 'Jour de l’An', nameEn: 'New Year' }, ...CENTER.holidays]
  const edited = { ...CENTER, weeklyHours, holidays, dailyQuota: null, revision }
  const changed = await console_.ask('PATCH', path, { as: admin, body: edited })
  expect(changed.body).toMatchObject({ weeklyHours, holidays: [CENTER.holidays[0], holidays[0]], dailyQuota: null })
  expect((await console_.ask('PATCH', path, { as: admin, body: edited })).code).toBe('changed_meanwhile')
  const [pulled] = (await readCataloguePage(console_.db.database, id, 'centers', ALL)).rows
  expect(pulled).toMatchObject({
    weeklyHours,
    dailyQuota: null,
    lastTicketAt: '15:00',
    active: true,
    thresholds: CENTER.thresholds,
  })
})

const ALL = { since: 0, limit: 500 }
const RULES = { discipline: 'fifo', preset: 'balanced' }
const TODAY = serviceDayOf(Date.now(), 'Africa/Douala')

test.each<[what: string, path: string, body: object, expected: string]>([
  ['a letter that is taken', 'services', { ...SERVICE, code: 'X1', letter: 'A' }, 'letter_taken letter'],
  ['a code that is taken', 'services', { ...SERVICE, code: 'RENEWAL', letter: 'N' }, 'code_taken code'],
  ['a letter like a nought', 'services', { ...SERVICE, letter: 'O' }, 'invalid_request letter'],
  ['no English name', 'services', { ...SERVICE, nameEn: ' ' }, 'invalid_request nameEn'],
  ['a field that there is not', 'services', { ...SERVICE, letter: 'N', price: 10 }, 'invalid_request'],
  ['a number that is taken', 'stations', { ...STATION, number: '1' }, 'number_taken number'],
  ['a service of nobody', 'stations', { ...STATION, number: '7', services: [1, 999] }, 'service_unknown services'],
  ['an alert without an end', 'messages', { ...MESSAGE, endsAt: null }, 'alert_without_end endsAt'],
  ['an end that is past', 'messages', { ...MESSAGE, endsAt: 1 }, 'ends_before_start endsAt'],
  ['the code of another center', '', { ...CENTER, code: DEMONSTRATION_CENTER.code }, 'code_taken code'],
  ['a zone that there is not', '', { ...CENTER, code: 'X1', timeZone: 'Africa/X' }, 'time_zone_unknown timeZone'],
  ['closed before opened', '', { ...CENTER, code: 'X1', closesAt: '07:00' }, 'hours_invalid closesAt'],
  ['no ticket at all', '', { ...CENTER, code: 'X1', dailyQuota: 0 }, 'invalid_request dailyQuota'],
  ['a holiday twice', '', { ...CENTER, code: 'X1', holidays: [HOLIDAY, HOLIDAY] }, 'holiday_twice holidays'],
  ['rules of today', 'queue-rules', { from: TODAY, ...RULES }, 'rules_not_ahead from'],
  ['rules of no day', 'queue-rules', { from: '2027-02-30', ...RULES }, 'rules_not_ahead from'],
])('[CAT-8] %s (%s) is refused, and the field named', async (_what, path, body, expected) => {
  const where = path === '' ? '/api/v1/admin/centers' : `${center}/${path}`
  expect((await console_.ask('POST', where, { as: admin, body })).code).toBe(expected)
})

test('[CAT-8] of two who take a letter at once one has it, and the other is told at which field', async () => {
  const take = (code: string) =>
    console_.ask('POST', `${center}/services`, { as: admin, body: { ...SERVICE, code, letter: 'W' } })
  const answers = await Promise.all(['W1', 'W2', 'W3'].map(take))
  expect(answers.map(({ code }) => code).sort()).toEqual(['letter_taken letter', 'letter_taken letter', 'ok'])
})

test('[CAT-8] other queue rules are made for a coming day, and not with a service that nobody serves', async () => {
  const body = { from: addDays(TODAY, 2), ...RULES }
  const choose = () => console_.ask('POST', `${center}/queue-rules`, { as: admin, body })
  expect((await choose()).code).toBe('rules_invalid discipline')
  await console_.db.database.sql`update service_types set is_active = false where letter in ('L', 'W')`
  expect(await choose()).toMatchObject({ status: 201, body })
  expect((await console_.ask('GET', `${center}/queue-rules`, { as: admin })).body).toMatchObject([body])
  expect((await auditOf('center', console_.here)).map(({ action }) => action)).toEqual(['queue_rules.added'])
})

test('[CORNER-2] the PIN of the kiosks is told to kiosks alone, as a hash; the record says that it was changed, and no form reads it', async () => {
  const choose = (pin: string | null) => console_.ask('POST', `${center}/kiosk-pin`, { as: admin, body: { pin } })
  expect((await choose('123456')).code).toBe('invalid_request pin')
  expect(await choose('482913')).toMatchObject({ status: 200, body: { hasKioskPin: true } })
  const pulledBy = async (surface?: Surface) => {
    const { rows } = await readCataloguePage(console_.db.database, console_.here, 'centers', {
      ...ALL,
      ...(surface && { surface }),
    })
    return z.parse(z.array(z.object({ kioskPin: z.optional(z.string()) })), rows)[0]?.kioskPin
  }
  expect(await isPinOf('482913', (await pulledBy('kiosk')) ?? '')).toBe(true)
  expect([await pulledBy('display'), await pulledBy('agent'), await pulledBy()]).toEqual([
    undefined,
    undefined,
    undefined,
  ])
  const shown = await console_.ask('GET', center, { as: admin })
  expect([CenterRow.parse(shown.body).hasKioskPin, JSON.stringify(shown.body)]).toEqual([
    true,
    expect.not.stringContaining('pbkdf2'),
  ])
  await choose(null)
  expect((await auditOf('center', console_.here)).slice(-2)).toEqual([
    { action: 'center.kiosk_pin_changed', who: 'ADMIN-1', before: null, after: null },
    { action: 'center.kiosk_pin_removed', who: 'ADMIN-1', before: null, after: null },
  ])
})

const retire = async (path: string, id: number) => {
  const rows = (await console_.ask('GET', `${center}/${path}`, { as: admin })).body
  const found = z.parse(z.array(z.looseObject({ id: z.int() })), rows).find(row => row.id === id)
  const { id: _, ...fields } = found ?? expect.fail('no such row')
  return (await console_.ask('PATCH', `${center}/${path}/${id}`, { as: admin, body: { ...fields, active: false } }))
    .code
}

test('[CAT-9] what the queue of today needs is not retired; when it is over, it is', async () => {
  const { sql } = console_.db.database
  const ticket = (status: string) => sql`
    insert into queue_entries (center_id, service_day, ticket_id, ticket_number, service_type_id, assigned_station_id,
      priority_level, status, check_in_time, head)
    values (${console_.here}, ${TODAY}, 'B101.kiosk1', 'B101', 4, 3, 4, ${status}, now(), 1)
    on conflict (center_id, service_day, ticket_id) do update set status = excluded.status`
  const station = (type: string, at: number) => sql`
    insert into queue_event (id, center_id, service_day, head, device, boot, seq, type, at, h_ms, h_counter, payload)
    values (${`tablet.1.${at}`}, ${console_.here}, ${TODAY}, ${at}, 'tablet', 1, ${at}, ${type}, now(), ${at}, 0, '{"station": 2}')`

  await ticket('in_progress')
  expect([await retire('services', 4), await retire('stations', 3)]).toEqual(Array(2).fill('still_in_use active'))
  await station('station.opened.v1', 1)
  expect(await retire('stations', 2)).toBe('still_in_use active')
  await station('station.closed.v1', 2)
  await sql`
    insert into carried_tickets (center_id, from_day, ticket_id, to_number, service_type_id, priority_level, language, is_vulnerable)
    values (${console_.here}, ${TODAY}, 'B102.kiosk1', 'B001', 4, 4, 'fr', false)`
  await ticket('completed')
  expect(await retire('services', 4)).toBe('still_in_use active')
  await sql`update carried_tickets set to_day = ${addDays(TODAY, 1)}`
  expect([await retire('services', 4), await retire('stations', 3), await retire('stations', 2)]).toEqual([
    'ok',
    'ok',
    'ok',
  ])
})

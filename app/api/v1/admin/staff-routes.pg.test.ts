import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import * as z from 'zod/mini'
import { FirstPassword } from '@/lib/protocol/console'
import { AdministratorCreated, AdministratorRow, StaffCreated, StaffRow } from '@/lib/protocol/console-rows'
import { readCataloguePage } from '@/lib/server/catalogue'
import { ConsoleRoutes, type Cookie } from '@/tests/support/console'

// Outside of Next the package only throws.
vi.mock('server-only', () => ({}))

const ADMINISTRATORS = '/api/v1/admin/administrators'
const PERSON = {
  employeeId: 'AG-1',
  firstName: 'Odile',
  lastName: 'Ekambi',
  role: 'agent',
  services: [1, 3],
  usualStation: 2,
  active: true,
}

let routes: ConsoleRoutes
let admin: Cookie
let supervisor: Cookie
let staff: string

beforeAll(async () => {
  routes = await ConsoleRoutes.open()
  admin = await routes.newcomer('admin', null)
  supervisor = await routes.newcomer('supervisor', routes.here)
  staff = `/api/v1/admin/centers/${routes.here}/staff`
})
afterAll(() => routes.close())

async function hired(fields: Partial<typeof PERSON>, as = admin) {
  const made = await routes.ask('POST', staff, { as, body: { ...PERSON, ...fields } })
  expect([made.status, made.headers.get('cache-control')]).toEqual([201, 'no-store'])
  return StaffCreated.parse(made.body)
}

async function rowOf(employeeId: string): Promise<StaffRow> {
  const rows = z.parse(z.array(StaffRow), (await routes.ask('GET', staff, { as: admin })).body)
  return rows.find(row => row.employeeId === employeeId) ?? expect.fail(`no ${employeeId}`)
}

async function edited(employeeId: string, change: Partial<typeof PERSON>, as = admin) {
  const { id, revision, account: _, mustChangePassword: __, lastSignInAt: ___, ...fields } = await rowOf(employeeId)
  return await routes.ask('PATCH', `${staff}/${id}`, { as, body: { ...fields, ...change, revision } })
}

async function reset(path: string, as = admin): Promise<string> {
  const answer = await routes.ask('POST', `${path}/password`, { as })
  expect([answer.code, answer.headers.get('cache-control')]).toEqual(['ok', 'no-store'])
  return FirstPassword.parse(answer.body).firstPassword
}

/** What a person may do: whether his session counts, and as what. */
const knock = async (cookie: Cookie | null) =>
  (await routes.ask('GET', staff, { as: cookie ?? expect.fail('not signed in') })).code

const changeOwn = async (cookie: Cookie | null, current: string) =>
  routes.ask('POST', '/api/auth/password', {
    as: cookie ?? expect.fail('not signed in'),
    body: { current, next: 'le fleuve Sanaga' },
  })

test('[PEOPLE-12] who is hired signs in with the password that was told once, and changes it first', async () => {
  const { firstPassword, ...row } = await hired({ employeeId: ' su-5 ', role: 'supervisor' })
  expect(row).toMatchObject({ ...PERSON, employeeId: 'SU-5', role: 'supervisor', account: 'open', lastSignInAt: null })
  expect(firstPassword).toMatch(/^[34679ACDEFGHJKMNPQRTUVWXY]{12}$/)
  const kept = JSON.stringify(await routes.db.database.sql`select u, a from users u, audit_entries a`)
  expect(kept).not.toContain(firstPassword)

  const first = await routes.signIn('SU-5', firstPassword)
  expect(await knock(first)).toBe('password_change_required')
  expect((await rowOf('SU-5')).mustChangePassword).toBe(true)
  expect((await changeOwn(first, firstPassword)).status).toBe(204)
  expect(await knock(await routes.signIn('SU-5', 'le fleuve Sanaga'))).toBe('ok')
  expect(await rowOf('SU-5')).toMatchObject({ mustChangePassword: false, lastSignInAt: expect.any(Number) })
})

test('[CAT-7] devices pull who is hired, in what he is specialised and where he usually works', async () => {
  const { id, revision } = await hired({ employeeId: 'AG-30' })
  const { database } = routes.db
  const pulled = await readCataloguePage(database, routes.here, 'agents', { since: revision - 1, limit: 1 })
  expect(pulled).toEqual({ rows: [{ ...PERSON, employeeId: 'AG-30', id, revision }], checkpoint: revision })
})

test('[PEOPLE-12] another role counts at once; who is retired is out at once, and who comes back is in', async () => {
  const { firstPassword } = await hired({ employeeId: 'SU-6', role: 'supervisor' })
  await changeOwn(await routes.signIn('SU-6', firstPassword), firstPassword)
  const cookie = await routes.signIn('SU-6', 'le fleuve Sanaga')
  expect(await knock(cookie)).toBe('ok')
  expect((await edited('SU-6', { role: 'agent' })).code).toBe('ok')
  expect(await knock(cookie)).toBe('not_allowed')
  expect((await edited('SU-6', { active: false })).code).toBe('ok')
  expect([await knock(cookie), (await rowOf('SU-6')).account]).toEqual(['signed_out', 'retired'])
  expect(await routes.signIn('SU-6', 'le fleuve Sanaga')).toBeNull()
  expect((await edited('SU-6', { active: true, employeeId: 'SU-66' })).code).toBe('ok')
  expect([await knock(cookie), await routes.signIn('SU-66', 'le fleuve Sanaga')]).toEqual([
    'signed_out',
    expect.any(String),
  ])

  const told = await routes.db.database.sql<{ action: string; after: object }[]>`
    select action, after from audit_entries where subject_kind = 'staff'
      and subject_id = ${String((await rowOf('SU-66')).id)} order by id`
  expect(told.map(({ action, after }) => [action, Object.keys(after).sort()])).toEqual([
    ['staff.created', Object.keys(PERSON).sort()],
    ['staff.changed', ['role']],
    ['staff.retired', ['account', 'active']],
    ['staff.changed', ['account', 'active', 'employeeId']],
  ])
})

test('[PEOPLE-12] another password ends what was begun by the old one; who has no account gets one by it', async () => {
  const estelle = await rowOf('AG-001')
  expect(estelle.account).toBe('none')
  const first = await reset(`${staff}/${estelle.id}`, supervisor)
  const cookie = await routes.signIn('AG-001', first)
  expect([await knock(cookie), (await rowOf('AG-001')).account]).toEqual(['password_change_required', 'open'])
  const second = await reset(`${staff}/${estelle.id}`)
  expect([await knock(cookie), await routes.signIn('AG-001', first)]).toEqual(['signed_out', null])
  expect(await routes.signIn('AG-001', second)).not.toBeNull()
})

test.each([
  ['no employee id', { employeeId: 'a b' }, 'employee_id_invalid employeeId'],
  ['one of the center', { employeeId: 'ag-002' }, 'employee_id_taken employeeId'],
  ['one of an administrator', { employeeId: 'ADMIN-1' }, 'employee_id_taken employeeId'],
  ['a service of nobody', { services: [999] }, 'service_unknown services'],
  ['a station of nobody', { usualStation: 999 }, 'station_unknown usualStation'],
])('[CAT-8] %s: nobody is hired, and the field is named', async (_what, fields, expected) => {
  const body = { ...PERSON, employeeId: 'AG-99', ...fields }
  expect((await routes.ask('POST', staff, { as: admin, body })).code).toBe(expected)
})

test('[PEOPLE-13] a supervisor has the agents in hand, and makes or unmakes no supervisor', async () => {
  await hired({ employeeId: 'AG-20' }, supervisor)
  await hired({ employeeId: 'SU-20', role: 'supervisor' })
  const refused = 'not_allowed'
  const su = await rowOf('SU-20')
  expect((await edited('AG-20', { lastName: 'Manga' }, supervisor)).code).toBe('ok')
  expect((await edited('AG-20', { role: 'supervisor' }, supervisor)).code).toBe(`${refused} role`)
  expect((await edited('SU-20', { role: 'agent' }, supervisor)).code).toBe(refused)
  expect((await edited('SU-20', { active: false }, supervisor)).code).toBe(refused)
  expect((await routes.ask('POST', `${staff}/${su.id}/password`, { as: supervisor })).code).toBe(refused)
  const body = { ...PERSON, employeeId: 'SU-21', role: 'supervisor' }
  expect((await routes.ask('POST', staff, { as: supervisor, body })).code).toBe(`${refused} role`)
})

test('[PEOPLE-13] an administrator makes others, and neither retires himself nor gives himself a password', async () => {
  const made = await routes.ask('POST', ADMINISTRATORS, { as: admin, body: { employeeId: 'adm-7' } })
  const { firstPassword, ...row } = AdministratorCreated.parse(made.body)
  expect([made.status, row]).toMatchObject([201, { employeeId: 'ADM-7', center: null, active: true }])
  const again = await routes.ask('POST', ADMINISTRATORS, { as: admin, body: { employeeId: 'ADM-7' } })
  expect(again.code).toBe('employee_id_taken employeeId')

  const path = `${ADMINISTRATORS}/${row.user}`
  await changeOwn(await routes.signIn('ADM-7', firstPassword), firstPassword)
  const other = (await routes.signIn('ADM-7', 'le fleuve Sanaga')) ?? expect.fail('not signed in')
  const retire = (as: Cookie, active: boolean) => routes.ask('PATCH', path, { as, body: { active } })
  expect((await retire(other, false)).code).toBe('not_allowed active')
  expect((await routes.ask('POST', `${path}/password`, { as: other })).code).toBe('not_allowed')
  expect(await reset(path)).toHaveLength(12)
  expect(await knock(other)).toBe('signed_out')
  expect((await retire(admin, false)).body).toMatchObject({ active: false })
  expect((await retire(admin, true)).body).toMatchObject({ active: true })
})

test('[PEOPLE-13] of two administrators who retire each other one is left', async () => {
  const two = await Promise.all([routes.newcomer('admin', null), routes.newcomer('admin', null)])
  const rows = z.parse(z.array(AdministratorRow), (await routes.ask('GET', ADMINISTRATORS, { as: admin })).body)
  const [first, second] = rows.slice(-2).map(({ user }) => user)
  const retire = (as: Cookie, user: number | undefined) =>
    routes.ask('PATCH', `${ADMINISTRATORS}/${user}`, { as, body: { active: false } })
  const answers = await Promise.all([retire(two[0], second), retire(two[1], first)])
  expect(answers.filter(({ code }) => code === 'ok')).toHaveLength(1)
})

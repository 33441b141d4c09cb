import { createServer } from 'node:http'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { AgentId, CenterId, DeviceId, type Surface } from '@/lib/domain/ids'
import { KNOWN_ON_TABLET_MS, type UserId } from '@/lib/domain/person'
import { STAFF_HEADER, StaffSignedIn } from '@/lib/protocol/staff'
import { endSessionsOf, listSessions, SESSION_MS } from '@/lib/server/people/sessions'
import { giveDemonstrationAccounts } from '@/lib/server/people/staff-demonstration'
import { signToken } from '@/lib/server/sync-token'
import { employ, PASSWORD, twoCenters } from '@/tests/support/people'
import { openTestDatabase, type TestDatabase } from '@/tests/support/test-database'
import { serverContext } from '../../context'
import { POST as changePassword } from './password/route'
import { DELETE as finish, GET as look, POST as resume } from './session/route'
import { POST as signIn } from './sign-in/route'

// Outside of Next the package only throws.
vi.mock('server-only', () => ({}))

const HOUR_MS = 3_600_000
let db: TestDatabase
let here: CenterId
let elsewhere: CenterId
let now = Date.now()

/** What the sync server says to each sign-in that it is told of. */
let answered: [status: number, body: string] = [200, '{}']
const syncServer = createServer((request, response) => {
  request.resume().once('end', () => response.writeHead(answered[0]).end(answered[1]))
})

beforeAll(async () => {
  db = await openTestDatabase()
  await new Promise<void>(resolve => syncServer.listen(0, '127.0.0.1', resolve))
  const address = syncServer.address()
  if (typeof address === 'string' || !address) throw new Error('no port')
  vi.stubEnv('SYNC_INTERNAL_URL', `http://127.0.0.1:${address.port}`)
  vi.stubEnv('LOG_LEVEL', 'silent')
  vi.stubEnv('DATABASE_URL', db.url)
  vi.stubEnv('GUICHET_SECRET', 'mXq1Zp8vT4rYb7KcWd2LhNf6JgSu9EaP')
  vi.stubEnv('PUBLIC_ORIGINS', 'https://guichet.example')
  ;[here, elsewhere] = await twoCenters(db.database)
  for (const [id, label] of [
    ['t1t1t1', 'Tablette 1'],
    ['t2t2t2', 'Tablette 2'],
  ])
    await db.database.sql`
      insert into devices (id, center_id, surface, label, public_key)
      values (${id ?? ''}, ${here}, 'agent', ${label ?? ''}, '{"kty":"EC","crv":"P-256","x":"x","y":"y"}')`
})
beforeEach(() => {
  answered = [200, '{}']
  now = Date.now()
  vi.spyOn(Date, 'now').mockImplementation(() => now)
})
afterAll(async () => {
  vi.restoreAllMocks()
  serverContext().revocations.stop()
  await serverContext().database.close()
  vi.unstubAllEnvs()
  await new Promise(resolve => syncServer.close(resolve))
  await db.drop()
})

let hired = 0
type Hire = {
  at?: 'here' | 'elsewhere'
  role?: 'agent' | 'supervisor' | 'admin'
  serves?: boolean
  mustChange?: boolean
}

/** Somebody new with an account, so that no test sees what another has done. */
async function hire({ at = 'here', role = 'agent', serves = true, mustChange = false }: Hire = {}) {
  hired += 1
  const employeeId = `TAB-${hired}`
  const center = at === 'here' ? here : elsewhere
  const [row] = await db.database.sql<{ id: number }[]>`
    insert into agents (center_id, employee_id, first_name, last_name, role)
    values (${center}, ${employeeId}, 'Awa', 'Njoya', 'agent') returning id`
  const agent = AgentId.parse(row?.id)
  await employ(db.database, employeeId, { role, center, mustChange, agent: serves ? agent : null })
  const [user] = await db.database.sql<{ id: UserId }[]>`select id from users where employee_id = ${employeeId}`
  return { employeeId, agent, user: user?.id ?? expect.fail('no account') }
}

type Tablet = { surface?: Surface; device?: string }

async function ask(
  method: (request: Request) => Promise<Response>,
  { surface = 'agent', device = 't1t1t1', staff = '', body }: Tablet & { staff?: string; body?: unknown } = {},
) {
  const bearer = { device: DeviceId.parse(device), center: here, surface }
  const token = await signToken(serverContext().keys.token, bearer, now)
  const headers = { authorization: `Bearer ${token}`, [STAFF_HEADER]: staff, 'x-forwarded-for': '41.202.1.1' }
  const sent = body === undefined ? {} : { body: JSON.stringify(body) }
  const response = await method(new Request('https://guichet.example/x', { method: 'POST', headers, ...sent }))
  const answer: unknown = response.status === 204 ? null : await response.json()
  return { told: response.ok ? 'ok' : (answer as { code: string }).code, answer } // reason: every refusal is a problem
}

const knock = (employeeId: string, { password = PASSWORD, ...tablet }: Tablet & { password?: string } = {}) =>
  ask(signIn, { ...tablet, body: { employeeId, password } })

async function signedIn(employeeId: string, tablet: Tablet = {}): Promise<StaffSignedIn> {
  return StaffSignedIn.parse((await knock(employeeId, tablet)).answer)
}

test.each<[string, Hire, { surface?: Surface; password?: string; retired?: 'account' | 'agent' }, string]>([
  ['a member of staff', {}, {}, 'ok'],
  ['a supervisor who serves', { role: 'supervisor' }, {}, 'ok'],
  ['somebody with another password', {}, { password: 'deux pirogues au marché' }, 'wrong_credentials'],
  ['somebody of another center', { at: 'elsewhere' }, {}, 'not_allowed'],
  ['an account that serves nowhere', { role: 'admin', serves: false }, {}, 'not_allowed'],
  ['somebody whose account is retired', {}, { retired: 'account' }, 'wrong_credentials'],
  ['somebody who serves no more', {}, { retired: 'agent' }, 'not_allowed'],
  ['a member of staff at a display', {}, { surface: 'display' }, 'not_allowed'],
])('[STAFF-1] who may sign in on a tablet: %s', async (_who, person, { retired, ...tablet }, expected) => {
  const { employeeId, agent, user } = await hire(person)
  if (retired === 'account') await db.database.sql`update users set retired_at = now() where id = ${user}`
  if (retired === 'agent') await db.database.sql`update agents set is_active = false where id = ${agent}`
  const { told, answer } = await knock(` ${employeeId.toLowerCase()} `, tablet)
  expect(told).toBe(expected)
  if (told === 'ok') expect(answer).toMatchObject({ agent, expiresAt: now + SESSION_MS, mustChangePassword: false })
})

test('[STAFF-2] wrong passwords on one tablet make it wait, and no other tablet', async () => {
  const { employeeId } = await hire()
  const wrong = () => knock(employeeId, { password: 'deux pirogues au marché' })
  const told: string[] = []
  for (let times = 0; times < 5; times += 1) told.push((await wrong()).told)
  expect(told).toEqual([...Array(4).fill('wrong_credentials'), 'too_many_requests'])
  expect((await knock(employeeId)).told).toBe('too_many_requests')
  expect((await knock(employeeId, { device: 't2t2t2' })).told).toBe('ok')
})

test('[STAFF-3] a session is good on its tablet alone, for one shift, and stands in the list of sessions', async () => {
  const { employeeId, user } = await hire()
  const { token } = await signedIn(employeeId)
  expect((await ask(look, { staff: token })).told).toBe('ok')
  expect((await ask(look, { staff: token, device: 't2t2t2' })).told).toBe('signed_out')
  expect((await ask(look, { staff: `${token}x` })).told).toBe('signed_out')
  expect(await listSessions({ ...serverContext(), now }, user, '')).toMatchObject([{ browser: 'Tablette 1' }])
  now += SESSION_MS + 1
  expect((await ask(look, { staff: token })).told).toBe('signed_out')
})

test.each<[string, (of: Awaited<ReturnType<typeof hire>>) => Promise<unknown>, string, string]>([
  ['nothing happened', () => Promise.resolve(), 'ok', 'ok'],
  [
    'it was ended in the console',
    ({ user }) => db.database.begin(sql => endSessionsOf(sql, user, now)),
    'signed_out',
    'signed_out',
  ],
  [
    'the account was retired',
    ({ user }) => db.database.sql`update users set retired_at = now() where id = ${user}`,
    'signed_out',
    'signed_out',
  ],
  [
    'he serves no more',
    ({ agent }) => db.database.sql`update agents set is_active = false where id = ${agent}`,
    'not_allowed',
    'not_allowed',
  ],
  [
    'his password was reset',
    ({ user }) => db.database.sql`update users set must_change_password = true where id = ${user}`,
    'ok',
    'signed_out',
  ],
])(
  '[STAFF-4] a shift is looked at when %s; so is one that was begun without a server',
  async (_what, happens, running, offline) => {
    const person = await hire()
    const { token } = await signedIn(person.employeeId)
    await happens(person)
    expect((await ask(look, { staff: token })).told).toBe(running)
    now += 20 * HOUR_MS
    expect((await ask(resume, { staff: token, body: { elapsedMs: 2 * HOUR_MS } })).told).toBe(offline)
  },
)

test('[STAFF-5] a shift that was begun without a server lasts twelve hours from its beginning, and counts from the last password', async () => {
  const { employeeId, agent } = await hire()
  const { token } = await signedIn(employeeId)
  const begun = now
  now += 20 * HOUR_MS
  const { answer } = await ask(resume, { staff: token, body: { elapsedMs: 2 * HOUR_MS } })
  const renewed = StaffSignedIn.parse(answer)
  expect(renewed).toMatchObject({ agent, expiresAt: now + 10 * HOUR_MS })
  expect((await ask(look, { staff: renewed.token })).told).toBe('ok')
  const anew = (elapsedMs: number) => ask(resume, { staff: renewed.token, body: { elapsedMs } })
  expect((await anew(SESSION_MS)).told).toBe('signed_out')
  now = begun + KNOWN_ON_TABLET_MS + SESSION_MS - HOUR_MS
  expect((await anew(HOUR_MS)).told).toBe('ok')
  now += 2 * HOUR_MS
  expect((await anew(HOUR_MS)).told).toBe('signed_out')
})

test('the agents of a demonstration are given accounts, and nobody is given an account where somebody has one', async () => {
  const [row] = await db.database.sql<{ id: number }[]>`
    insert into centers (code, name_fr, name_en, opens_at, closes_at)
    values ('DEM1', 'Centre', 'Centre', '07:30', '15:30') returning id`
  const center = CenterId.parse(row?.id)
  await db.database.sql`
    insert into agents (center_id, employee_id, first_name, last_name, role)
    values (${center}, 'DEM-1', 'Awa', 'Njoya', 'agent'), (${center}, 'DEM-2', 'Paul', 'Eto', 'supervisor')`
  const give = () => giveDemonstrationAccounts(db.database, center, 'hash')
  expect(await give()).toEqual([
    { employeeId: 'DEM-1', name: 'Awa Njoya' },
    { employeeId: 'DEM-2', name: 'Paul Eto' },
  ])
  expect(await give()).toEqual([])
})

test('[STAFF-6] a shift that was ended on its tablet is over, and the next outage may begin another', async () => {
  const { employeeId } = await hire()
  const { token } = await signedIn(employeeId)
  expect((await ask(finish, { staff: token })).told).toBe('ok')
  expect((await ask(look, { staff: token })).told).toBe('signed_out')
  expect((await ask(resume, { staff: token, body: { elapsedMs: 0 } })).told).toBe('ok')
})

test('[STAFF-5] a tablet that has a shift checked without end is told to come back later, and leaves no rows', async () => {
  const { employeeId, user } = await hire()
  const tablet = { device: 't2t2t2' }
  const { token } = await signedIn(employeeId, tablet)
  const told: string[] = []
  for (let times = 0; times < 40; times += 1)
    told.push((await ask(resume, { ...tablet, staff: token, body: { elapsedMs: 0 } })).told)
  expect(told).toEqual([...Array(30).fill('ok'), ...Array(10).fill('too_many_requests')])
  const [row] = await db.database.sql`select count(*)::int as rows from sessions where user_id = ${user}`
  expect(row).toEqual({ rows: 31 })
  now += 301_000
  expect((await ask(resume, { ...tablet, staff: token, body: { elapsedMs: 0 } })).told).toBe('ok')
})

test('[STAFF-7] a first password is changed on the tablet, which ends the session and lets in with the new one', async () => {
  const { employeeId } = await hire({ mustChange: true })
  const first = await signedIn(employeeId)
  expect(first.mustChangePassword).toBe(true)
  const change = (current: string, next: string) => ask(changePassword, { staff: first.token, body: { current, next } })
  expect((await change(PASSWORD, 'court')).told).toBe('password_too_short')
  expect((await change('deux pirogues au marché', 'le fleuve Sanaga')).told).toBe('password_wrong')
  expect((await change(PASSWORD, 'le fleuve Sanaga')).told).toBe('ok')
  expect((await ask(look, { staff: first.token })).told).toBe('signed_out')
  expect((await knock(employeeId, { password: 'le fleuve Sanaga' })).answer).toMatchObject({
    mustChangePassword: false,
  })
})

test.each<[number, string]>([
  [401, '{}'],
  [503, '{"outcome":"sunny"}'],
  [409, '{}'],
  [200, '{"closed":"all"}'],
])('[STAFF-1, STAFF-5] whatever the sync server says (%i %s), nobody is kept from his work', async (...says) => {
  answered = says
  const { employeeId } = await hire()
  const { told, answer } = await knock(employeeId)
  expect(told).toBe('ok')
  const { token } = StaffSignedIn.parse(answer)
  expect((await ask(resume, { staff: token, body: { elapsedMs: 0 } })).told).toBe('ok')
})

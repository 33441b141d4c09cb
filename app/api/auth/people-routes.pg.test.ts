import { encode } from 'next-auth/jwt'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { CenterId } from '@/lib/domain/ids'
import type { Permission } from '@/lib/domain/permissions'
import type { SessionId } from '@/lib/domain/person'
import { createFirstAdminToken } from '@/lib/server/people/first-administrator'
import { findSignedIn, type SignedIn } from '@/lib/server/people/sessions'
import { signIn } from '@/lib/server/people/sign-in'
import { employ, PASSWORD, twoCenters } from '@/tests/support/people'
import { openTestDatabase, type TestDatabase } from '@/tests/support/test-database'
import { serverContext } from '../context'
import { POST as becomeAdmin } from './first-admin/route'
import { gated, sessionSecret } from './gate'
import { POST as changePassword } from './password/route'
import { DELETE as endOne } from './sessions/[session]/route'
import { DELETE as endAll } from './sessions/route'

// Outside of Next the package only throws.
vi.mock('server-only', () => ({}))

const ORIGIN = 'https://guichet.example'
const COOKIE = '__Host-guichet.session'
let db: TestDatabase
let here: CenterId
let elsewhere: CenterId

beforeAll(async () => {
  db = await openTestDatabase()
  vi.stubEnv('DATABASE_URL', db.url)
  vi.stubEnv('GUICHET_SECRET', 'mXq1Zp8vT4rYb7KcWd2LhNf6JgSu9EaP')
  vi.stubEnv('PUBLIC_ORIGINS', ORIGIN)
  ;[here, elsewhere] = await twoCenters(db.database)
})
afterAll(async () => {
  serverContext().revocations.stop()
  await serverContext().database.close()
  vi.unstubAllEnvs()
  await db.drop()
})

let employees = 0
async function signedIn(options: Partial<Parameters<typeof employ>[2]> = {}): Promise<SignedIn> {
  employees += 1
  const employeeId = `AG-${employees}`
  await employ(db.database, employeeId, { center: here, ...options })
  const caller = { network: '41.202.1.1', browser: '' }
  const attempt = { employeeId, password: PASSWORD, caller, knownBrowser: null, former: null }
  const outcome = await signIn({ ...serverContext(), now: Date.now() }, attempt)
  const person = outcome.ok ? await stillThere(outcome.value.session) : null
  return person ?? expect.fail('nobody is signed in')
}

function stillThere(session: SessionId): Promise<SignedIn | null> {
  return findSignedIn({ database: db.database, now: Date.now() }, session)
}

async function cookieOf({ session }: SignedIn): Promise<string> {
  const token = await encode({ token: { sub: session }, secret: sessionSecret(serverContext()), maxAge: 60 })
  return `${COOKIE}=${token}`
}

type Wish = { method?: string; origin?: string | null; cookie?: string; body?: unknown }

function request({ method = 'POST', origin = ORIGIN, cookie = '', body }: Wish): Request {
  const headers = { cookie, 'x-forwarded-for': '41.202.1.1', ...(origin === null ? {} : { origin }) }
  return new Request(`${ORIGIN}/api/auth/x`, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) })
}

async function codeOf(response: Response): Promise<string> {
  return response.status < 300 ? 'ok' : (await response.json()).code
}

const NOTHING = { permission: null, center: null }
const pass = () => Promise.resolve(new Response(null, { status: 204 }))

test.each<[string, 'agent' | 'supervisor' | 'admin', 'here' | 'elsewhere' | 'all', Permission, string]>([
  ['an agent', 'agent', 'here', 'queue_management', 'ok'],
  ['an agent', 'agent', 'here', 'agent_management', 'not_allowed'],
  ['a supervisor', 'supervisor', 'here', 'agent_management', 'ok'],
  ['a supervisor of another center', 'supervisor', 'elsewhere', 'agent_management', 'not_allowed'],
  ['an administrator of another center', 'admin', 'elsewhere', 'reports', 'not_allowed'],
  ['an administrator of all centers', 'admin', 'all', 'reports', 'ok'],
])('[PEOPLE-1] %s (%s, %s) who asks for %s here is answered %s', async (_who, role, where, permission, expected) => {
  const center = { here, elsewhere, all: null }[where]
  const cookie = await cookieOf(await signedIn({ role, center }))
  expect(await codeOf(await gated(request({ cookie }), { permission, center: here }, pass))).toBe(expected)
})

test('[PEOPLE-7] a cookie of ours lets in as long as its session counts; one that is not ours never', async () => {
  const person = await signedIn()
  const knock = async (cookie: string) => await codeOf(await gated(request({ cookie }), NOTHING, pass))
  const ours = await cookieOf(person)
  expect(await knock(ours)).toBe('ok')
  const forged = await encode({ token: { sub: person.session }, secret: 'another', maxAge: 60 })
  const nobodys = await encode({ token: { sub: '1 or 1=1' }, secret: sessionSecret(serverContext()), maxAge: 60 })
  for (const value of ['', 'x', forged, nobodys, person.session, ours.slice(0, -2)]) {
    expect(await knock(`${COOKIE}=${value}`)).toBe('signed_out')
  }
  // Without its prefix a neighbour in the domain could have planted it.
  expect(await knock(ours.replace('__Host-', ''))).toBe('signed_out')
  expect(await codeOf(await endAll(request({ method: 'DELETE', cookie: ours })))).toBe('ok')
  expect(await knock(ours)).toBe('signed_out')
})

test.each([
  ['https://evil.example'],
  ['null'],
  [null],
  ['https://guichet.example.evil.example'],
  ['http://guichet.example'],
])('[PEOPLE-10] what a page of %s sends changes nothing', async origin => {
  const person = await signedIn()
  const cookie = await cookieOf(person)
  const body = { current: PASSWORD, next: 'le fleuve Sanaga' }
  const params = Promise.resolve({ session: person.session })
  const link = { token: 'x'.repeat(32), employee_id: 'ADM-1', password: PASSWORD }
  const answers = await Promise.all([
    changePassword(request({ origin, cookie, body })),
    endAll(request({ method: 'DELETE', origin, cookie })),
    endOne(request({ method: 'DELETE', origin, cookie }), { params }),
    becomeAdmin(request({ origin, body: link })),
  ])
  expect(await Promise.all(answers.map(codeOf))).toEqual(Array.from(answers, () => 'foreign_origin'))
  expect(await stillThere(person.session)).not.toBeNull()
})

test('[PEOPLE-8] before the password of somebody else is changed, nothing else is done', async () => {
  const person = await signedIn({ mustChange: true })
  const cookie = await cookieOf(person)
  expect(await codeOf(await gated(request({ cookie }), NOTHING, pass))).toBe('password_change_required')
  const body = { current: PASSWORD, next: 'le fleuve Sanaga' }
  expect(await codeOf(await changePassword(request({ cookie, body })))).toBe('ok')
  expect(await codeOf(await gated(request({ cookie }), NOTHING, pass))).toBe('signed_out')
})

test('[PEOPLE-7] a person ends one of his own sessions, and is told of no other', async () => {
  const [person, stranger] = [await signedIn(), await signedIn()]
  const cookie = await cookieOf(person)
  const end = async (session: string) => {
    const params = Promise.resolve({ session })
    return await codeOf(await endOne(request({ method: 'DELETE', cookie }), { params }))
  }
  expect(await end(stranger.session)).toBe('not_found')
  expect(await end('../..')).toBe('not_found')
  expect(await stillThere(stranger.session)).not.toBeNull()
  expect(await end(person.session)).toBe('ok')
  expect(await end(person.session)).toBe('signed_out')
})

test('[PEOPLE-9] the link makes an administrator; who guesses links is told to come back later', async () => {
  await db.database.sql`update users set retired_at = now() where role = 'admin'`
  const token = await createFirstAdminToken({ ...serverContext(), now: Date.now() })
  const ask = async (given: unknown) => {
    const body = { token: given, employee_id: ' adm-1 ', password: PASSWORD }
    return await codeOf(await becomeAdmin(request({ body })))
  }
  expect(await codeOf(await becomeAdmin(request({ body: { token, employee_id: 'a b', password: PASSWORD } })))).toBe(
    'employee_id_invalid',
  )
  expect(await ask(token)).toBe('ok')
  const guesses = await Promise.all(Array.from({ length: 25 }, (_, index) => ask(`${index}`.padStart(32, 'x'))))
  expect(guesses.filter(code => code === 'link_unknown')).toHaveLength(20)
  expect(guesses.filter(code => code === 'too_many_requests')).toHaveLength(5)
})

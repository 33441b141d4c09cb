import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CenterId } from '@/lib/domain/ids'
import { may } from '@/lib/domain/permissions'
import type { SessionId } from '@/lib/domain/person'
import { deriveKeys } from '@/lib/server/keys'
import { Allowance } from '@/lib/server/rate-limits'
import { employ, PASSWORD, twoCenters } from '@/tests/support/people'
import { openTestDatabase, type TestDatabase } from '@/tests/support/test-database'
import { changePassword } from './change-password'
import { readKnownBrowser } from './known-browsers'
import { endSession, endSessionsOf, findSignedIn, listSessions, SESSION_MS, type SignedIn } from './sessions'
import { createSignInLimits, type SignInLimits, type SignInPorts, signIn } from './sign-in'

const keys = deriveKeys('mXq1Zp8vT4rYb7KcWd2LhNf6JgSu9EaP')
const NOW = Date.UTC(2026, 10, 22, 7)
const NETWORK = '41.202.1.1'
let db: TestDatabase
let here: CenterId
let elsewhere: CenterId

beforeAll(async () => {
  db = await openTestDatabase()
  ;[here, elsewhere] = await twoCenters(db.database)
})
afterAll(() => db.drop())

let employees = 0
/** A new account, so that no test sees what another has done. */
async function employed(options: Partial<Parameters<typeof employ>[2]> = {}): Promise<string> {
  employees += 1
  await employ(db.database, `AG-${employees}`, { center: here, ...options })
  return `AG-${employees}`
}

function portsOf(signInLimits: SignInLimits = createSignInLimits(), now = NOW): SignInPorts {
  return { database: db.database, keys, signInLimits, now }
}

type Wish = { password?: string; network?: string; cookie?: string; former?: SessionId }

function tryIn(ports: SignInPorts, employeeId: string, wish: Wish = {}) {
  return signIn(ports, {
    employeeId,
    password: wish.password ?? PASSWORD,
    caller: { network: wish.network ?? NETWORK, browser: 'Chrome · Windows' },
    knownBrowser: readKnownBrowser(wish.cookie),
    former: wish.former ?? null,
  })
}

async function told(answer: ReturnType<typeof tryIn>): Promise<string> {
  const outcome = await answer
  return outcome.ok ? 'ok' : outcome.refusal.code
}

async function signedIn(employeeId: string, wish: Wish = {}, ports = portsOf()): Promise<SignedIn> {
  const outcome = await tryIn(ports, employeeId, wish)
  if (!outcome.ok) throw new Error(outcome.refusal.code)
  const person = await findSignedIn(ports, outcome.value.session)
  if (!person) throw new Error('the session is not there')
  return person
}

const find = (session: SessionId, now = NOW) => findSignedIn({ database: db.database, now }, session)

test('[PEOPLE-3, PEOPLE-7] a right password begins a session of twelve hours that says who it is', async () => {
  const id = await employed({ role: 'supervisor', mustChange: true })
  const person = await signedIn(` ${id.toLowerCase()} `)
  expect(person).toMatchObject({ employeeId: id, role: 'supervisor', center: here, mustChangePassword: true })
  expect(person.centerNameFr).toBe('Centre CNI de Yaoundé I')
  expect(await find(person.session, NOW + SESSION_MS - 1)).not.toBeNull()
  expect(await find(person.session, NOW + SESSION_MS)).toBeNull()
})

test.each([
  ['another password', { password: 'trois pirogues au marché' }, 'wrong_credentials'],
  ['no password', { password: '' }, 'wrong_credentials'],
  ['the accent typed in two keystrokes', { password: PASSWORD.normalize('NFD') }, 'ok'],
])('[PEOPLE-4] with %s: %s', async (_case, wish, expected) => {
  expect(await told(tryIn(portsOf(), await employed(), wish))).toBe(expected)
})

test('[PEOPLE-4] who does not exist, who has left and who is a citizen are told what a wrong password is told', async () => {
  const [gone, citizen] = [await employed(), await employed({ role: 'citizen' })]
  await db.database.sql`update users set retired_at = now() where employee_id = ${gone}`
  const wrong = await tryIn(portsOf(), await employed(), { password: 'trois pirogues' })
  for (const id of ['NOBODY', '', "' or 1=1 --", 'é'.repeat(400), gone, citizen]) {
    expect(await tryIn(portsOf(), id)).toEqual(wrong)
  }
})

test('[PEOPLE-4] a wrong answer takes as much work for an account that does not exist', async () => {
  const id = await employed()
  const took: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] }
  for (let round = 0; round < 24; round++) {
    for (const kind of ['known', 'unknown'] as const) {
      // Work and not time: on a busy machine one of them waits longer than the other.
      const begun = process.cpuUsage()
      await tryIn(portsOf(), kind === 'known' ? id : 'NOBODY', { password: 'trois pirogues' })
      const { user, system } = process.cpuUsage(begun)
      took[kind].push(user + system)
    }
  }
  const median = (all: number[]) => all.sort((a, b) => a - b)[all.length / 2] ?? 0
  // Without the hash of nobody it is a twentieth.
  expect(median(took.unknown) / median(took.known)).toBeGreaterThan(0.6)
  expect(median(took.unknown) / median(took.known)).toBeLessThan(1.7)
})

test('[PEOPLE-4] what is kept of a password is its argon2id hash', async () => {
  const id = await employed()
  const [row] = await db.database.sql`select password_hash as hash from users where employee_id = ${id}`
  expect(row?.hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
})

test('[PEOPLE-5] after four wrong passwords the next must wait, for any account, and the answer says how long', async () => {
  for (const id of [await employed(), 'NOBODY']) {
    const ports = portsOf()
    const guess = () => tryIn(ports, id, { password: 'trois pirogues' })
    const answers = []
    for (let attempt = 0; attempt < 5; attempt++) {
      const outcome = await guess()
      answers.push(
        outcome.ok || outcome.refusal.code === 'unavailable'
          ? outcome
          : [outcome.refusal.code, Math.ceil(outcome.refusal.retryAfterMs / 1000)],
      )
    }
    expect(answers).toEqual([
      ['wrong_credentials', 0],
      ['wrong_credentials', 0],
      ['wrong_credentials', 0],
      ['wrong_credentials', 1],
      ['too_many_requests', 1],
    ])
    expect(await told(tryIn(ports, id))).toBe('too_many_requests')
  }
})

test('[PEOPLE-5] two hundred passwords tried at once for one account are four that are compared', async () => {
  const [ports, id] = [portsOf(), await employed()]
  const answers = await Promise.all(
    Array.from({ length: 200 }, (_, index) => told(tryIn(ports, id, { password: `trois pirogues ${index}` }))),
  )
  expect(answers.filter(code => code === 'wrong_credentials')).toHaveLength(4)
  expect(answers.filter(code => code === 'too_many_requests')).toHaveLength(196)
})

test('[PEOPLE-6] a stranger who keeps guessing keeps out new browsers, not those on which the person has signed in', async () => {
  const [ports, id] = [portsOf(), await employed()]
  const first = await tryIn(ports, id)
  const cookie = first.ok ? first.value.knownBrowser : ''
  for (let guess = 0; guess < 8; guess++) await tryIn(ports, id, { password: 'trois pirogues', network: '10.0.0.9' })
  expect(await told(tryIn(ports, id))).toBe('too_many_requests')
  expect(await told(tryIn(ports, id, { cookie }))).toBe('ok')
  const others = await tryIn(ports, await employed())
  expect(await told(tryIn(ports, id, { cookie: others.ok ? others.value.knownBrowser : '' }))).toBe('too_many_requests')
})

test('[PEOPLE-6] what one address has used up does not lock out those of its center who were there before', async () => {
  const limits = { ...createSignInLimits(), failuresOfAddress: new Allowance({ points: 20, windowMs: 600_000 }) }
  const ports = portsOf(limits)
  const [id, newcomer] = [await employed(), await employed()]
  const first = await tryIn(ports, id)
  const cookie = first.ok ? first.value.knownBrowser : ''
  for (let guess = 0; guess < 25; guess++) await tryIn(ports, `GUESS-${guess}`, { password: 'trois pirogues' })
  expect(await told(tryIn(ports, id, { cookie }))).toBe('ok')
  expect(await told(tryIn(ports, newcomer))).toBe('too_many_requests')
  expect(await told(tryIn(ports, newcomer, { network: '41.202.1.2' }))).toBe('ok')
})

test('[PEOPLE-6] a hundred people of a center mistype twice each behind one address, and then one signs in', async () => {
  const ports = portsOf()
  for (let failure = 0; failure < 200; failure++) await ports.signInLimits.failuresOfAddress.take(NETWORK)
  expect(await told(tryIn(ports, await employed()))).toBe('ok')
})

test('[PEOPLE-7] a session that was ended is refused at the next request; nobody ends another person’s', async () => {
  const [id, other] = [await employed(), await employed()]
  const [office, tablet] = [await signedIn(id), await signedIn(id, { network: '41.202.1.9' })]
  const stranger = await signedIn(other)
  const ports = { database: db.database, now: NOW }

  expect(await endSession(ports, stranger.user, tablet.session)).toBe(false)
  expect(await find(tablet.session)).not.toBeNull()
  const listed = await listSessions(portsOf(), office.user, NETWORK)
  expect(listed.map(session => [session.browser, session.isSameAddress]).sort()).toEqual([
    ['Chrome · Windows', false],
    ['Chrome · Windows', true],
  ])
  expect(await endSession(ports, office.user, tablet.session)).toBe(true)
  expect([await find(tablet.session), (await find(office.session))?.employeeId]).toEqual([null, id])
  expect(await listSessions(portsOf(), office.user, NETWORK)).toHaveLength(1)
})

test('[PEOPLE-7] signed out everywhere is out everywhere; who has left is out at once', async () => {
  const id = await employed()
  const all = [await signedIn(id), await signedIn(id)]
  await db.database.begin(sql => endSessionsOf(sql, all[0]?.user ?? expect.fail(), NOW))
  expect(await Promise.all(all.map(({ session }) => find(session)))).toEqual([null, null])

  const { session } = await signedIn(id)
  await db.database.sql`update users set retired_at = now() where employee_id = ${id}`
  expect(await find(session)).toBeNull()
})

test('[PEOPLE-7] a sign-in begins a session of its own and ends what the browser had', async () => {
  const id = await employed()
  const before = await signedIn(id)
  const after = await signedIn(id, { former: before.session })
  expect(after.session).not.toBe(before.session)
  expect(await find(before.session)).toBeNull()
})

test('[PEOPLE-7] when a session was seen is known to the minute, and not written at every request', async () => {
  const { session, user } = await signedIn(await employed())
  const seen = async () => (await listSessions(portsOf(), user, NETWORK))[0]?.lastSeenAt.getTime()
  await find(session, NOW + 59_000)
  expect(await seen()).toBe(NOW)
  await find(session, NOW + 61_000)
  expect(await seen()).toBe(NOW + 61_000)
})

test('[PEOPLE-7] sessions that ended a month ago are kept no longer; an address is kept as a keyed hash', async () => {
  const id = await employed()
  const { user } = await signedIn(id)
  await signedIn(id, {}, portsOf(createSignInLimits(), NOW + 31 * 86_400_000))
  const rows = await db.database.sql`select address_hash from sessions where user_id = ${user}`
  expect(rows).toHaveLength(1)
  expect(Buffer.from(rows[0]?.address_hash).toString('latin1')).not.toContain(NETWORK)
})

test('[PEOPLE-1] what the database says of a person counts from the next request; his rights end at his center', async () => {
  const id = await employed({ role: 'supervisor' })
  const { session } = await signedIn(id)
  const rights = async () => {
    const person = (await find(session)) ?? expect.fail()
    return [here, elsewhere, null].map(center => may(person, 'agent_management', center))
  }
  expect(await rights()).toEqual([true, false, false])
  await db.database.sql`update users set center_id = ${elsewhere} where employee_id = ${id}`
  expect(await rights()).toEqual([false, true, false])
  await db.database.sql`update users set role = 'agent' where employee_id = ${id}`
  expect(await rights()).toEqual([false, false, false])
})

test('[PEOPLE-8] a changed password is the only one, is not somebody else’s choice any more, and ends all sessions', async () => {
  const id = await employed({ mustChange: true })
  const [person, forgotten] = [await signedIn(id), await signedIn(id)]
  const next = 'le fleuve Sanaga au matin'
  expect(await changePassword(portsOf(), person, { current: PASSWORD, next })).toMatchObject({ ok: true })
  expect([await find(person.session), await find(forgotten.session)]).toEqual([null, null])
  expect(await told(tryIn(portsOf(), id))).toBe('wrong_credentials')
  expect(await signedIn(id, { password: next })).toMatchObject({ mustChangePassword: false })
})

test.each([
  ['the wrong current one', { current: 'trois pirogues', next: 'le fleuve Sanaga' }, 'password_wrong'],
  ['the same again', { current: PASSWORD, next: PASSWORD }, 'password_same'],
  ['a common one', { current: PASSWORD, next: 'motdepasse2026' }, 'password_too_common'],
  ['a short one', { current: PASSWORD, next: 'fleuve' }, 'password_too_short'],
])('[PEOPLE-8] %s changes nothing', async (_case, change, code) => {
  const id = await employed()
  const person = await signedIn(id)
  expect(await changePassword(portsOf(), person, change)).toMatchObject({ ok: false, refusal: { code } })
  expect(await find(person.session)).not.toBeNull()
  expect(await told(tryIn(portsOf(), id))).toBe('ok')
})

test('[PEOPLE-8] who finds a session open cannot try many passwords', async () => {
  const person = await signedIn(await employed())
  const ports = portsOf()
  const guess = () => changePassword(ports, person, { current: 'trois pirogues', next: 'le fleuve Sanaga' })
  const answers = await Promise.all(Array.from({ length: 30 }, guess))
  expect(answers.filter(answer => !answer.ok && answer.refusal.code === 'password_wrong')).toHaveLength(4)
})

test('[PEOPLE-7] a password changed while somebody signs in by the old one leaves him no session', async () => {
  const id = await employed()
  const person = await signedIn(id)
  const change = changePassword(portsOf(), person, { current: PASSWORD, next: 'le fleuve Sanaga' })
  const ins = await Promise.all(Array.from({ length: 12 }, () => tryIn(portsOf(), id)))
  expect((await change).ok).toBe(true)
  const left = await Promise.all(ins.map(outcome => (outcome.ok ? find(outcome.value.session) : null)))
  expect(left.filter(session => session !== null)).toEqual([])
})

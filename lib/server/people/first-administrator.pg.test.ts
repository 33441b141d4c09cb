import { afterAll, beforeEach, expect, test } from 'vitest'
import { EmployeeId } from '@/lib/domain/person'
import { deriveKeys } from '@/lib/server/keys'
import { employ, PASSWORD, twoCenters } from '@/tests/support/people'
import { openTestDatabase, type TestDatabase } from '@/tests/support/test-database'
import { becomeFirstAdministrator, createFirstAdminToken, FIRST_ADMIN_LINK_MS } from './first-administrator'

const keys = deriveKeys('mXq1Zp8vT4rYb7KcWd2LhNf6JgSu9EaP')
const NOW = Date.UTC(2026, 10, 22, 7)
let db: TestDatabase

beforeEach(async () => {
  await db?.drop()
  db = await openTestDatabase()
})
afterAll(() => db.drop())

const portsAt = (now: number) => ({ database: db.database, keys, now })
const makeToken = (now = NOW) => createFirstAdminToken(portsAt(now))

async function use(token: string | null, employeeId = 'ADM-1', now = NOW + 60_000, password = PASSWORD) {
  const request = {
    token: token ?? expect.fail('no link was made'),
    employeeId: EmployeeId.parse(employeeId),
    password,
  }
  const outcome = await becomeFirstAdministrator(portsAt(now), request)
  return outcome.ok ? 'ok' : outcome.refusal.code
}

const administrators = async () =>
  (await db.database.sql`select employee_id as id from users where role = 'admin' and center_id is null`).map(
    ({ id }) => id,
  )

test('[PEOPLE-9] a link makes one administrator of all centers, once', async () => {
  const token = await makeToken()
  expect(await use(token)).toBe('ok')
  expect([await use(token), await use(token, 'ADM-2')]).toEqual(['link_used', 'link_used'])
  expect(await administrators()).toEqual(['ADM-1'])
})

test('[PEOPLE-9] of ten who use one link at once, one becomes administrator', async () => {
  const token = await makeToken()
  const told = await Promise.all(Array.from({ length: 10 }, (_, index) => use(token, `ADM-${index}`)))
  expect(told.filter(code => code === 'ok')).toHaveLength(1)
  expect(told.filter(code => code === 'link_used')).toHaveLength(9)
  expect(await administrators()).toHaveLength(1)
})

test('[PEOPLE-9] a link is good for a day, and the one before it no more', async () => {
  const first = await makeToken()
  expect(await use(first, 'ADM-1', NOW + FIRST_ADMIN_LINK_MS + 1)).toBe('link_expired')
  const second = await makeToken()
  expect([await use(first), await use('x'.repeat(32))]).toEqual(['link_unknown', 'link_unknown'])
  expect(await use(second, 'ADM-1', NOW + FIRST_ADMIN_LINK_MS)).toBe('ok')
})

test('[PEOPLE-9] while an administrator can sign in there is no link, and one that is out is good no more', async () => {
  const out = await makeToken()
  await employ(db.database, 'ADM-9', { role: 'admin', center: null })
  expect([await makeToken(), await use(out)]).toEqual([null, 'administrator_exists'])
  await db.database.sql`update users set retired_at = now() where employee_id = 'ADM-9'`
  expect(await use(await makeToken(), 'ADM-1')).toBe('ok')
})

test('[PEOPLE-9] people of one center do not stand in the way of an administrator of all', async () => {
  const [center] = await twoCenters(db.database)
  await employ(db.database, 'SUP-1', { role: 'supervisor', center })
  await employ(db.database, 'ADM-8', { role: 'admin', center })
  const token = await makeToken()
  expect([await use(token, 'SUP-1'), await use(token, 'ADM-1')]).toEqual(['employee_id_taken', 'ok'])
})

test('[PEOPLE-9, PEOPLE-2] a weak password leaves the link as it was', async () => {
  const token = await makeToken()
  expect(await use(token, 'ADM-1', NOW, 'motdepasse1')).toBe('password_too_common')
  expect(await use(token)).toBe('ok')
})

test('[PEOPLE-9] of a link only a keyed hash is kept; with the table and another key nobody becomes administrator', async () => {
  const token = (await makeToken()) ?? expect.fail()
  const [row] = await db.database.sql`select token_hash as hash, first_admin_links::text as text from first_admin_links`
  expect(row?.text).not.toContain(token)
  const stranger = { ...portsAt(NOW), keys: deriveKeys('aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY') }
  for (const guess of [token, Buffer.from(row?.hash).toString('base64url')]) {
    const request = { token: guess, employeeId: EmployeeId.parse('ADM-1'), password: PASSWORD }
    expect(await becomeFirstAdministrator(stranger, request)).toMatchObject({ refusal: { code: 'link_unknown' } })
  }
})

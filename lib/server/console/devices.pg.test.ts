import { generateKeyPairSync } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type CenterId, DeviceId, type Surface } from '@/lib/domain/ids'
import { EmployeeId, UserId } from '@/lib/domain/person'
import type { Result } from '@/lib/domain/result'
import { PublicKeyJwk } from '@/lib/protocol/rest'
import { enrollDevice } from '@/lib/server/enrollment'
import { deriveKeys } from '@/lib/server/keys'
import { twoCenters } from '@/tests/support/people'
import { openTestDatabase, type TestDatabase } from '@/tests/support/test-database'
import { listDevices, makeDeviceCode, moveDevice, renameDevice, retireDevice } from './devices'

const keys = deriveKeys('a secret of the tests, of no use elsewhere')
const person = { user: UserId.parse(1), employeeId: EmployeeId.parse('SUP001') }

let db: TestDatabase
let here: CenterId
let elsewhere: CenterId

beforeAll(async () => {
  db = await openTestDatabase()
  ;[here, elsewhere] = await twoCenters(db.database)
})
beforeEach(async () => {
  await db.database.sql`truncate enrollment_codes, devices, audit_entries`
})
afterAll(() => db.drop())

const ports = () => ({ database: db.database, keys, person, now: Date.now() })

function outcomeOf<Value>(result: Result<Value, { readonly code: string }>): Value {
  if (!result.ok) throw new Error(result.refusal.code)
  return result.value
}

/** By the console and the device itself, as it is done. */
async function enrolled(surface: Surface, label: string): Promise<DeviceId> {
  const { code } = outcomeOf(await makeDeviceCode(ports(), here, { surface, label }))
  return outcomeOf(await enrollDevice(ports(), { code, publicKey: newKey() })).device_id
}

function newKey(): PublicKeyJwk {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return PublicKeyJwk.parse(publicKey.export({ format: 'jwk' }))
}

const audited = async () =>
  (
    await db.database.sql`
      select employee_id as who, action, subject_id as device, before, after from audit_entries order by id`
  ).map(row => ({ ...row }))

test('[DEV-15] a device is enrolled by a code of the console, renamed and revoked; the record has each step, and no code', async () => {
  const { code, expiresAt } = outcomeOf(await makeDeviceCode(ports(), here, { surface: 'kiosk', label: 'Borne 3' }))
  expect(expiresAt - Date.now()).toBeGreaterThan(14 * 60_000)
  const { device_id: device } = outcomeOf(await enrollDevice(ports(), { code, publicKey: newKey() }))
  outcomeOf(await renameDevice(ports(), { center: here, device }, 'Borne du hall'))
  outcomeOf(await renameDevice(ports(), { center: here, device }, 'Borne du hall'))
  outcomeOf(await retireDevice(ports(), { center: here, device }))

  const kiosk = { label: 'Borne 3', surface: 'kiosk' }
  const hall = { label: 'Borne du hall', surface: 'kiosk', issuerDigit: 1 }
  const record = await audited()
  expect(record).toEqual([
    { who: 'SUP001', action: 'device.code_made', device: 'new', before: null, after: kiosk },
    { who: null, action: 'device.enrolled', device, before: null, after: { ...kiosk, issuerDigit: 1 } },
    {
      who: 'SUP001',
      action: 'device.renamed',
      device,
      before: { label: 'Borne 3' },
      after: { label: 'Borne du hall' },
    },
    { who: 'SUP001', action: 'device.revoked', device, before: hall, after: null },
  ])
  expect(JSON.stringify(record)).not.toContain(code)
  const [row] = await listDevices(db.database.sql, here)
  expect(row).toMatchObject({ id: device, ...hall, revokedAt: expect.any(Number), health: null, healthAt: null })
})

test('[DEV-15] of another center no device is named, renamed, moved or revoked; nor is one that is revoked', async () => {
  const device = await enrolled('agent', 'Tablette 1')
  const strange = { center: elsewhere, device }
  const not = { ok: false, refusal: { code: 'not_found' } }
  expect(await renameDevice(ports(), strange, 'X')).toEqual(not)
  expect(await retireDevice(ports(), strange)).toEqual(not)
  expect(await moveDevice(ports(), strange, 'kiosk')).toEqual(not)
  expect(await listDevices(db.database.sql, elsewhere)).toEqual([])

  outcomeOf(await retireDevice(ports(), { center: here, device }))
  const late = { ok: false, refusal: { code: 'changed_meanwhile' } }
  expect(await retireDevice(ports(), { center: here, device })).toEqual(late)
  expect(await renameDevice(ports(), { center: here, device }, 'X')).toEqual(late)
})

test('[DEV-16] moved to another surface, a device is revoked and has a code under its name, or neither', async () => {
  const device = await enrolled('agent', 'Tablette 1')
  const place = { center: here, device }
  expect(await moveDevice(ports(), place, 'agent')).toMatchObject({ ok: false, refusal: { code: 'invalid_request' } })
  expect(await listDevices(db.database.sql, here)).toMatchObject([{ id: device, revokedAt: null }])

  const { code } = outcomeOf(await moveDevice(ports(), place, 'kiosk'))
  const came = outcomeOf(await enrollDevice(ports(), { code, publicKey: newKey() }))
  expect(came).toMatchObject({ surface: 'kiosk', label: 'Tablette 1', issuer_digit: 1 })
  expect(came.device_id).not.toBe(device)
  const labels = (await listDevices(db.database.sql, here)).map(({ id, revokedAt }) => [id, revokedAt === null])
  expect(labels).toEqual([
    [came.device_id, true],
    [device, false],
  ])
  const steps = (await audited()).map(({ action }) => action)
  expect(steps.slice(-3)).toEqual(['device.revoked', 'device.code_made', 'device.enrolled'])
})

test('[DEV-15] what a newer program says of itself shows as nothing', async () => {
  const device = DeviceId.parse(await enrolled('display', 'Écran'))
  await db.database.sql`update devices set health = '{"printer":"paper_low"}', health_at = now() where id = ${device}`
  expect(await listDevices(db.database.sql, here, device)).toMatchObject([
    { health: null, healthAt: expect.any(Number) },
  ])
})

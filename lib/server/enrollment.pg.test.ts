import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { seedDemonstration } from '@/drizzle/seed'
import { CenterId, DeviceId, type Surface } from '@/lib/domain/ids'
import { type EnrollResponse, PublicKeyJwk } from '@/lib/protocol/rest'
import { openTestDatabase, type TestDatabase } from '@/tests/support/test-database'
import { createDatabase } from './database'
import { KnownDevices, listDevices, revokeDevice } from './devices'
import { createEnrollmentCode, enrollDevice } from './enrollment'
import { deriveKeys } from './keys'
import { createRateLimits } from './rate-limits'
import { issueSyncTicket, makeNonce, NONCE_MS, type TicketPorts } from './sync-ticket'
import { verifyToken } from './sync-token'
import { UsedNonces } from './used-nonces'

const keys = deriveKeys('a secret of the tests, of no use elsewhere')
const center = CenterId.parse(1)
let db: TestDatabase

beforeAll(async () => {
  db = await openTestDatabase()
  await db.database.begin(seedDemonstration)
})
beforeEach(async () => {
  await db.database.sql`delete from enrollment_codes`
  await db.database.sql`delete from devices`
})
afterAll(() => db.drop())

const ports = () => ({ database: db.database, keys, now: Date.now() })
const codeFor = (surface: Surface) => createEnrollmentCode(ports(), { center, surface, label: 'Borne 1' })

function newKeys(): { readonly publicKey: PublicKeyJwk; readonly privateKey: KeyObject } {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return { publicKey: PublicKeyJwk.parse(pair.publicKey.export({ format: 'jwk' })), privateKey: pair.privateKey }
}

async function enrolled(surface: Surface): Promise<{ device: EnrollResponse; privateKey: KeyObject }> {
  const { publicKey, privateKey } = newKeys()
  const outcome = await enrollDevice(ports(), { code: await codeFor(surface), publicKey })
  if (!outcome.ok) throw new Error(outcome.refusal.code)
  return { device: outcome.value, privateKey }
}

test('[ACCESS-1] a code enrolls one device: of ten that use it at once, one is told its center, nine that it was used', async () => {
  const code = await codeFor('kiosk')
  const outcomes = await Promise.all(
    Array.from({ length: 10 }, () => enrollDevice(ports(), { code, publicKey: newKeys().publicKey })),
  )

  const answers = outcomes.map(outcome => (outcome.ok ? outcome.value.center.code : outcome.refusal.code))
  expect(answers.sort()).toEqual(['YDE1', ...Array.from({ length: 9 }, () => 'code_used')])
})

test('[ACCESS-1] a device whose answer was lost asks again by its key, and is the same device', async () => {
  const [code, keys] = [await codeFor('kiosk'), newKeys()]
  const first = await enrollDevice(ports(), { code, publicKey: keys.publicKey })
  expect(await enrollDevice(ports(), { code, publicKey: keys.publicKey })).toEqual(first)
  const another = await enrollDevice(ports(), { code, publicKey: newKeys().publicKey })
  expect(another).toMatchObject({ refusal: { code: 'code_used' } })
})

test('[ACCESS-1] a code that nobody made, or that is too old, enrolls nothing', async () => {
  const { publicKey } = newKeys()
  expect(await enrollDevice(ports(), { code: 'AAAAAAAA', publicKey })).toMatchObject({
    refusal: { code: 'code_unknown' },
  })
  const code = await codeFor('agent')
  const later = { ...ports(), now: Date.now() + 16 * 60_000 }
  expect(await enrollDevice(later, { code, publicKey })).toMatchObject({ refusal: { code: 'code_expired' } })
})

test('[ACCESS-1] of a code only a keyed hash is kept; with the table and another key nobody enrolls', async () => {
  const code = await codeFor('agent')
  const rows = await db.database.sql`select encode(code_hash, 'escape') as hash, t::text as row from enrollment_codes t`
  expect(JSON.stringify(rows)).not.toContain(code)
  const elsewhere = { ...ports(), keys: deriveKeys('of another installation') }
  const outcome = await enrollDevice(elsewhere, { code, publicKey: newKeys().publicKey })
  expect(outcome).toMatchObject({ refusal: { code: 'code_unknown' } })
})

test('[ACCESS-1] nine kiosks that enroll at the same moment get nine digits, and the tenth code is not used up', async () => {
  const codes = await Promise.all(Array.from({ length: 10 }, () => codeFor('kiosk')))
  const outcomes = await Promise.all(codes.map(code => enrollDevice(ports(), { code, publicKey: newKeys().publicKey })))
  const told = outcomes.map(outcome => (outcome.ok ? outcome.value.issuer_digit : outcome.refusal.code))
  expect(told.sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 'no_issuer_digit'])
  expect(await db.database.sql`select 1 from enrollment_codes where used_at is null`).toHaveLength(1)
})

test('[NUM-3] kiosks get digits 1 to 9, each its own; one given up today does not come back today', async () => {
  const kiosks = await Promise.all(Array.from({ length: 9 }, () => enrolled('kiosk')))
  expect(kiosks.map(kiosk => kiosk.device.issuer_digit).sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
  await expect(enrolled('kiosk')).rejects.toThrow('no_issuer_digit')

  await db.database.sql`update devices set revoked_at = now() where issuer_digit = 4`
  await expect(enrolled('kiosk')).rejects.toThrow('no_issuer_digit')
  await db.database.sql`update devices set enrolled_at = now() - interval '2 days' where issuer_digit = 4`
  expect((await enrolled('kiosk')).device.issuer_digit).toBe(4)
})

type Knock = {
  boot?: number
  age?: number
  signedBy?: KeyObject
  signedBoot?: number
  address?: string
  nonce?: string
}

let knockCount = 0

/** A device asks for a sync ticket, as the browser does. */
async function ask(as: TicketPorts, device: DeviceId, key: KeyObject, knock: Knock = {}) {
  const { boot = 257, age = 0, signedBy = key, signedBoot = boot, address = '41.202.1.1' } = knock
  // Each at a time of its own: two nonces of one millisecond are one.
  const { nonce = makeNonce(keys, device, as.now - age - knockCount++) } = knock
  const signature = sign('sha256', Buffer.from(`${nonce}.${signedBoot}`), { key: signedBy, dsaEncoding: 'ieee-p1363' })
  const request = { device, nonce, boot, signature: signature.toString('base64url') }
  const outcome = await issueSyncTicket(as, request, address)
  return outcome.ok ? outcome.value : outcome.refusal.code
}

const ticketPorts = (devices = new KnownDevices(db.database)): TicketPorts => ({
  devices,
  nonces: new UsedNonces(NONCE_MS),
  limits: createRateLimits(),
  keys,
  now: Date.now(),
  wsUrl: 'ws://localhost/sync',
})

test('[SYNC-4] a device that signs the nonce gets a token for its own center, and a kiosk the keys of eight days', async () => {
  const { device, privateKey } = await enrolled('kiosk')
  const ticket = await ask(ticketPorts(), device.device_id, privateKey)
  if (typeof ticket === 'string') throw new Error(ticket)
  expect(await verifyToken(keys.token, ticket.token, Date.now())).toMatchObject({
    device: device.device_id,
    center: 1,
    surface: 'kiosk',
  })
  expect(Object.keys(ticket.mark_keys)).toHaveLength(8)

  const display = await enrolled('display')
  const plain = await ask(ticketPorts(), display.device.device_id, display.privateKey)
  expect(typeof plain === 'string' ? plain : plain.mark_keys).toEqual({})
})

test.each<[string, Knock, string]>([
  ["somebody else's key", { signedBy: newKeys().privateKey }, 'bad_signature'],
  ['an old nonce', { age: 61_000 }, 'bad_signature'],
  ['a boot that was not signed', { signedBoot: 999 }, 'bad_signature'],
])('[SYNC-4] no ticket for %s', async (_what, knock, refusal) => {
  const { device, privateKey } = await enrolled('agent')
  expect(await ask(ticketPorts(), device.device_id, privateKey, knock)).toBe(refusal)
})

test('[LOG-5] a device that comes back with an older boot has lost its store', async () => {
  const { device, privateKey } = await enrolled('kiosk')
  expect(await ask(ticketPorts(), device.device_id, privateKey, { boot: 600 })).toMatchObject({
    ws_url: 'ws://localhost/sync',
  })
  expect(await ask(ticketPorts(), device.device_id, privateKey, { boot: 300 })).toBe('store_lost')
})

test('[ACCESS-2] a revoked device is told so, and only if it proves who it is; one never enrolled is unknown', async () => {
  const { device, privateKey } = await enrolled('agent')
  const as = ticketPorts()
  expect(await ask(as, device.device_id, privateKey)).toMatchObject({ ws_url: 'ws://localhost/sync' })
  expect(await revokeDevice(db.database, device.device_id)).toBe('revoked')
  expect(await revokeDevice(db.database, device.device_id)).toBe('was_revoked')
  expect(await ask(as, device.device_id, privateKey)).toBe('device_revoked')
  expect(await ask(ticketPorts(), device.device_id, privateKey)).toBe('device_revoked')
  expect(await ask(ticketPorts(), device.device_id, newKeys().privateKey)).toBe('bad_signature')

  const nobody = DeviceId.parse('zzzzzz')
  expect(await ask(as, nobody, privateKey)).toBe('device_unknown')
  expect(await revokeDevice(db.database, nobody)).toBe('unknown')
  expect(await listDevices(db.database, center)).toMatchObject([{ id: device.device_id, revokedAt: expect.any(Date) }])
})

test('[ACCESS-2] what is known to be revoked stays so while Postgres is away', async () => {
  const { device, privateKey } = await enrolled('kiosk')
  const away = createDatabase('postgres://nobody@127.0.0.1:1/none')
  const as = ticketPorts(new KnownDevices({ ...db.database, sql: switchedTo(away) }))
  await revokeDevice(db.database, device.device_id)
  expect(await ask(as, device.device_id, privateKey)).toBe('device_revoked')
  isAway = true
  expect(await ask(as, device.device_id, privateKey)).toBe('device_revoked')
  isAway = false
  await away.close()
})

test('[ACCESS-7] a nonce is good once, also for two requests at the same moment', async () => {
  const { device, privateKey } = await enrolled('kiosk')
  const as = ticketPorts()
  const nonce = makeNonce(keys, device.device_id, as.now)
  const told = await Promise.all([1, 2, 3].map(() => ask(as, device.device_id, privateKey, { nonce })))
  expect(told.filter(answer => answer === 'bad_signature')).toHaveLength(2)
  expect(await ask(as, device.device_id, privateKey)).toMatchObject({ ws_url: 'ws://localhost/sync' })
})

test('[ACCESS-5] a device gets 60 tickets a minute; who only knows its name uses up none of them', async () => {
  const { device, privateKey } = await enrolled('kiosk')
  const as = ticketPorts()
  const forger = newKeys().privateKey
  for (let index = 0; index < 100; index++) {
    expect(await ask(as, device.device_id, forger, { address: '6.6.6.6' })).toMatch(
      /^(bad_signature|too_many_requests)$/,
    )
  }
  for (let index = 0; index < 60; index++) {
    expect(await ask(as, device.device_id, privateKey)).toMatchObject({ ws_url: 'ws://localhost/sync' })
  }
  expect(await ask(as, device.device_id, privateKey)).toBe('too_many_requests')
})

test('[ACCESS-5] a flood from the own address does not keep a device out that this server knows', async () => {
  const { device, privateKey } = await enrolled('kiosk')
  const as = ticketPorts()
  expect(await ask(as, device.device_id, privateKey)).toMatchObject({ ws_url: 'ws://localhost/sync' })

  const strangers = Array.from({ length: 400 }, (_, index) => DeviceId.parse(`a${String(index).padStart(5, '0')}`))
  const told = await Promise.all(strangers.map(stranger => ask(as, stranger, privateKey)))
  expect(told.filter(answer => answer === 'too_many_requests')).toHaveLength(100)
  expect(await ask(as, device.device_id, privateKey)).toMatchObject({ ws_url: 'ws://localhost/sync' })
})

test('[SYNC-3] while Postgres is away, a device that was known before renews its session', async () => {
  const { device, privateKey } = await enrolled('kiosk')
  const away = createDatabase('postgres://nobody@127.0.0.1:1/none')
  const devices = new KnownDevices({ ...db.database, sql: switchedTo(away) })
  const as = ticketPorts(devices)
  expect(await devices.find(device.device_id)).toMatchObject({ id: device.device_id })
  isAway = true
  expect(await ask(as, device.device_id, privateKey)).toMatchObject({ ws_url: 'ws://localhost/sync' })
  isAway = false
  await away.close()
})

let isAway = false

/** The real database until `isAway`, then one at a port where nobody listens. */
function switchedTo(away: TestDatabase['database']): TestDatabase['database']['sql'] {
  return (template, ...parameters) => (isAway ? away : db.database).sql(template, ...parameters)
}

import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { seedDemonstration } from '@/drizzle/seed'
import { CenterId, type DeviceId, type Surface } from '@/lib/domain/ids'
import { type EnrollResponse, PublicKeyJwk } from '@/lib/protocol/rest'
import { openTestDatabase, type TestDatabase } from '@/tests/support/test-database'
import { createDatabase } from './database'
import { KnownDevices } from './devices'
import { createEnrollmentCode, enrollDevice } from './enrollment'
import { deriveKeys } from './keys'
import { issueSyncTicket, makeNonce, type TicketPorts } from './sync-ticket'
import { verifyToken } from './sync-token'

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

test('a code enrolls one device: of ten that use it at once, one is told its center, nine that it was used', async () => {
  const code = await codeFor('kiosk')
  const outcomes = await Promise.all(
    Array.from({ length: 10 }, () => enrollDevice(ports(), { code, publicKey: newKeys().publicKey })),
  )

  const answers = outcomes.map(outcome => (outcome.ok ? outcome.value.center.code : outcome.refusal.code))
  expect(answers.sort()).toEqual(['YDE1', ...Array.from({ length: 9 }, () => 'code_used')])
})

test('a code that nobody made, or that is too old, enrolls nothing', async () => {
  const { publicKey } = newKeys()
  expect(await enrollDevice(ports(), { code: 'AAAAAAAA', publicKey })).toMatchObject({
    refusal: { code: 'code_unknown' },
  })
  const code = await codeFor('agent')
  const later = { ...ports(), now: Date.now() + 16 * 60_000 }
  expect(await enrollDevice(later, { code, publicKey })).toMatchObject({ refusal: { code: 'code_expired' } })
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

type Knock = { boot?: number; age?: number; signedBy?: KeyObject; signedBoot?: number }

/** A device asks for a sync ticket, as the browser does. */
async function ask(as: TicketPorts, device: DeviceId, key: KeyObject, knock: Knock = {}) {
  const { boot = 257, age = 0, signedBy = key, signedBoot = boot } = knock
  const nonce = makeNonce(keys, device, as.now - age)
  const signature = sign('sha256', Buffer.from(`${nonce}.${signedBoot}`), { key: signedBy, dsaEncoding: 'ieee-p1363' })
  const outcome = await issueSyncTicket(as, { device, nonce, boot, signature: signature.toString('base64url') })
  return outcome.ok ? outcome.value : outcome.refusal.code
}

const ticketPorts = (devices = new KnownDevices(db.database)): TicketPorts => ({
  ...ports(),
  devices,
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

test('[SYNC-4] a revoked device gets no ticket', async () => {
  const { device, privateKey } = await enrolled('agent')
  await db.database.sql`update devices set revoked_at = now()`
  expect(await ask(ticketPorts(), device.device_id, privateKey)).toBe('device_unknown')
})

test('[SYNC-3] while Postgres is away, a device that was known before renews its session', async () => {
  const { device, privateKey } = await enrolled('kiosk')
  const away = createDatabase('postgres://nobody@127.0.0.1:1/none')
  const devices = new KnownDevices({ ...db.database, sql: switchedTo(away) })
  const as = { ...ticketPorts(devices), database: away }
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

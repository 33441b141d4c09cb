import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { seedDemonstration } from '@/drizzle/seed'
import { CenterId, type Surface } from '@/lib/domain/ids'
import { EnrollResponse, NonceResponse, PublicKeyJwk, SyncTicketResponse } from '@/lib/protocol/rest'
import { revokeDevice } from '@/lib/server/devices'
import { createEnrollmentCode } from '@/lib/server/enrollment'
import { deriveKeys } from '@/lib/server/keys'
import { REVOCATION_POLL_MS } from '@/lib/server/revocations'
import { openTestDatabase, type TestDatabase } from '@/tests/support/test-database'
import { serverContext } from './context'
import { GET as readCatalogue } from './v1/catalogue/[collection]/route'
import { POST as enroll } from './v1/devices/enroll/route'
import { POST as giveNonce } from './v1/sync/nonce/route'
import { POST as giveTicket } from './v1/sync/ticket/route'

// Outside of Next the package only throws.
vi.mock('server-only', () => ({}))

const SECRET = 'mXq1Zp8vT4rYb7KcWd2LhNf6JgSu9EaP'
const center = CenterId.parse(1)
let db: TestDatabase

beforeAll(async () => {
  db = await openTestDatabase()
  await db.database.begin(seedDemonstration)
  vi.stubEnv('DATABASE_URL', db.url)
  vi.stubEnv('GUICHET_SECRET', SECRET)
  vi.stubEnv('PUBLIC_ORIGINS', 'https://guichet.example')
})
afterAll(async () => {
  serverContext().revocations.stop()
  await serverContext().database.close()
  vi.unstubAllEnvs()
  await db.drop()
})

type Handler = (request: Request) => Promise<Response>

function post(handler: Handler, body: unknown, address = '41.202.1.1'): Promise<Response> {
  const headers = { 'content-type': 'application/json', 'x-forwarded-for': address }
  return handler(new Request('http://guichet.example/', { method: 'POST', headers, body: JSON.stringify(body) }))
}

function newKeys(): { readonly publicKey: PublicKeyJwk; readonly privateKey: KeyObject } {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return { publicKey: PublicKeyJwk.parse(pair.publicKey.export({ format: 'jwk' })), privateKey: pair.privateKey }
}

async function enrolled(surface: Surface) {
  const ports = { database: db.database, keys: deriveKeys(SECRET), now: Date.now() }
  const code = await createEnrollmentCode(ports, { center, surface, label: 'X' })
  const { publicKey, privateKey } = newKeys()
  const response = await post(enroll, { code, public_key: publicKey })
  expect(response.status).toBe(201)
  const { device_id: device } = EnrollResponse.parse(await response.json())
  return { device, privateKey }
}

async function askForTicket({ device, privateKey }: Awaited<ReturnType<typeof enrolled>>): Promise<Response> {
  const { nonce } = NonceResponse.parse(await (await post(giveNonce, { device_id: device })).json())
  const signature = sign('sha256', Buffer.from(`${nonce}.257`), { key: privateKey, dsaEncoding: 'ieee-p1363' })
  return await post(giveTicket, { device_id: device, nonce, boot: 257, signature: signature.toString('base64url') })
}

const codeOf = async (response: Response) => (await response.json()).code

test('[ACCESS-4] who guesses codes is told to come back later, as a problem; another address enrolls', async () => {
  const guess = () => post(enroll, { code: 'AAAAAAAA', public_key: newKeys().publicKey }, '192.168.1.66')
  for (let index = 0; index < 20; index++) expect(await codeOf(await guess())).toBe('code_unknown')
  const refused = await guess()
  expect([refused.status, refused.headers.get('content-type')]).toEqual([429, 'application/problem+json'])
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(await codeOf(refused)).toBe('too_many_requests')
  await enrolled('agent')
})

test('[ACCESS-2] a revoked device gets 403 and its own code, at the ticket and at the catalogue', async () => {
  const device = await enrolled('agent')
  const { token } = SyncTicketResponse.parse(await (await askForTicket(device)).json())
  const pull = () => {
    const request = new Request('http://guichet.example/', { headers: { authorization: `Bearer ${token}` } })
    return readCatalogue(request, { params: Promise.resolve({ collection: 'agents' }) })
  }
  expect((await pull()).status).toBe(200)
  await revokeDevice(db.database, device.device)
  const refused = await askForTicket(device)
  expect([refused.status, await codeOf(refused)]).toEqual([403, 'device_revoked'])
  await vi.waitFor(async () => expect((await pull()).status).toBe(403), { timeout: 3 * REVOCATION_POLL_MS })
})

test('[PRIV-1] a kiosk is given what it seals to, the same each time, and no half that opens; a tablet is given none', async () => {
  const kiosk = await enrolled('kiosk')
  const keyFor = async (device: typeof kiosk) => {
    const body = await (await askForTicket(device)).json()
    return body.intake_key
  }
  const key = await keyFor(kiosk)
  expect(Object.keys(key).sort()).toEqual(['crv', 'kid', 'kty', 'x', 'y'])
  expect(await keyFor(kiosk)).toEqual(key)
  expect(await keyFor(await enrolled('agent'))).toBeUndefined()
})

test('[ACCESS-6] when more tickets are asked for than can be given at once, the rest is told to come back', async () => {
  const device = await enrolled('kiosk')
  const answers = await Promise.all(Array.from({ length: 150 }, () => askForTicket(device)))
  const shed = answers.filter(({ status }) => status === 503)
  expect(shed.length).toBeGreaterThan(0)
  expect(shed.every(({ headers }) => Number(headers.get('retry-after')) > 0)).toBe(true)
  expect(answers.some(({ status }) => status === 200)).toBe(true)
})

test('[ACCESS-6] a body without end is not read to its end', async () => {
  let pulled = 0
  const endless = new ReadableStream<Uint8Array>({
    pull: controller => {
      pulled += 1
      controller.enqueue(new Uint8Array(4_096).fill(97))
    },
  })
  // Node wants to be told that it may send before it has read; the types do not know that.
  const init = { method: 'POST', body: endless, duplex: 'half' }
  expect((await enroll(new Request('http://guichet.example/', init))).status).toBe(400)
  expect(pulled).toBeLessThan(10)
})

import { ConstantBackoff, handleWhenResult, retry } from 'cockatiel'
import { toBase64UrlEncoded } from 'lib0/buffer'
import * as z from 'zod/mini'
import { CenterId, DeviceId, type DurationMs, Surface } from '@/lib/domain/ids'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { EnrollmentCode, EnrollResponse, PublicKeyJwk } from '@/lib/protocol/rest'
import { signatureOf } from '@/lib/protocol/seal-text'
import type { Signer } from '@/lib/replica/log-sealer'
import type { Identity } from '@/lib/replica/replica'
import {
  closeDatabase,
  type DeviceDatabase,
  databaseName,
  deviceDatabase,
  readMeta,
  writeMeta,
} from './device-database'
import type { OnFault } from './fault-log'
import { problemCodeOf } from './problem-code'
import { eraseCollections } from './revocation'
import { SessionMarks } from './session-marks'
import { putAside } from './unsent-events'
import { withinTime } from './within-time'

/** What a device is, and the key that proves it. The private key cannot be read, only used, and only here. */
export type DeviceIdentity = Identity & { readonly label: string; readonly keys: SigningKeys }
export type SigningKeys = { readonly privateKey: CryptoKey; readonly publicKey: CryptoKey }

export type EnrollRefusal =
  | { readonly code: 'code_unknown' | 'code_used' | 'code_expired' | 'no_issuer_digit' }
  /** Too many codes were tried, here or anywhere. This one is as good as before. */
  | { readonly code: 'too_many_requests' }
  /** No answer: the network is down. The code is as good as before. */
  | { readonly code: 'offline' }
  /** The server cannot do it now. */
  | { readonly code: 'unavailable' }
  /** This browser keeps nothing (private window, disk full), or another tab runs this device. */
  | { readonly code: 'store_unavailable' }

export type EnrollPorts = {
  readonly fetch: typeof fetch
  readonly storage: Storage
  readonly locks: LockManager
  readonly onFault: OnFault
}

export type Enrolled = { readonly surface: Surface; readonly label: string; readonly device: DeviceId }

const REQUEST_MS_MAX: DurationMs = 15_000
const STORE_MS_MAX: DurationMs = 15_000
const ECDSA_P256 = { name: 'ECDSA', namedCurve: 'P-256' } as const
const IDENTITY = 'identity'

const Unavailable = z.object({ refusal: z.object({ code: z.literal('unavailable') }) })
/** A server under load answers a moment later; somebody stands before the device, so not for long. */
const patiently = retry(
  handleWhenResult(answer => z.safeParse(Unavailable, answer).success),
  { maxAttempts: 2, backoff: new ConstantBackoff(2_000) },
)

// Not z.instanceof: outside a secure context the class is missing, and naming it here would stop the whole program.
const Key = z.custom<CryptoKey>(value => typeof CryptoKey !== 'undefined' && value instanceof CryptoKey)
const Keys = z.object({ privateKey: Key, publicKey: Key })
const StoredIdentity = z.object({
  device: DeviceId,
  center: CenterId,
  surface: Surface,
  issuerDigit: z.nullable(z.int()),
  timeZone: z.string(),
  label: z.string(),
  keys: Keys,
})

const ENROLLING_DATABASE = 'guichet-enrolling'
const ENROLLING = 'enrolling'
/** A code under way, and the key it is tried with. */
const Enrolling = z.object({ code: EnrollmentCode, keys: Keys })

const OwnedByCenter = z.object({ center: CenterId })

/** The Web Lock that one writer of a device holds. */
export function writerLock(database: string): string {
  return `guichet-writer-${database}`
}

/** @throws when the store cannot be used, or holds an identity of another shape. */
export async function readIdentity(database: DeviceDatabase): Promise<DeviceIdentity | null> {
  return await withinTime('read the identity', STORE_MS_MAX, readMeta(database, IDENTITY, StoredIdentity))
}

/**
 * Makes this browser a device of a center. The code is used up by the server's answer, so the store is tried first: a
 * browser that keeps nothing is found out before it costs an administrator a second code. And the answer may be lost, or
 * the power with it: who has the key is told again, so the key is kept until the device is.
 */
export async function enroll(
  typedCode: string,
  slot: string,
  ports: EnrollPorts,
): Promise<Result<Enrolled, EnrollRefusal>> {
  const code = EnrollmentCode.safeParse(typedCode.replace(/[\s-]/g, '').toUpperCase())
  if (!code.success) return refuse({ code: 'code_unknown' })

  const keys = await keysFor(code.data, ports)
  if (!keys) return refuse({ code: 'store_unavailable' })
  const answer = await patiently.execute(() => requestEnrollment(code.data, keys, ports))
  if (!answer.ok) return answer

  const { device_id: device, surface, label, issuer_digit: issuerDigit, center } = answer.value
  const identity = { device, center: center.id, surface, issuerDigit, timeZone: center.timeZone, label, keys }
  const stored = await keepIdentity(identity, databaseName(surface, slot), ports)
  if (!stored) return refuse({ code: 'store_unavailable' })
  await forgetEnrolling(ports)
  return ok({ surface, label, device })
}

/** Over the UTF-8 bytes of the text; r and s, base64url. */
export async function sign(text: string, keys: SigningKeys): Promise<string> {
  return toBase64UrlEncoded(await signature(text, keys))
}

/** Signs this device's log with its key. */
export function signerWith(keys: SigningKeys): Signer {
  return { sign: async text => signatureOf(await signature(text, keys)) }
}

async function signature(text: string, keys: SigningKeys): Promise<Uint8Array> {
  const bytes = new TextEncoder().encode(text)
  return new Uint8Array(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, keys.privateKey, bytes))
}

/** The key pair that this code was tried with before, or a new one that this browser has shown it can keep; null when it cannot. */
async function keysFor(code: string, { onFault }: EnrollPorts): Promise<SigningKeys | null> {
  const database = deviceDatabase(ENROLLING_DATABASE)
  try {
    const row = await withinTime('read the store', STORE_MS_MAX, database.meta.get(ENROLLING))
    const before = z.safeParse(Enrolling, row?.value)
    if (before.success && before.data.code === code) return before.data.keys
    const { privateKey, publicKey } = await crypto.subtle.generateKey(ECDSA_P256, false, ['sign', 'verify'])
    const keys = { privateKey, publicKey }
    await withinTime('try the store', STORE_MS_MAX, writeMeta(database, ENROLLING, { code, keys }))
    return keys
  } catch (fault) {
    onFault('try the store', fault)
    return null
  } finally {
    closeDatabase(database)
  }
}

/** Best effort: the next code takes its place. */
async function forgetEnrolling({ onFault }: EnrollPorts): Promise<void> {
  const database = deviceDatabase(ENROLLING_DATABASE)
  try {
    await withinTime('tidy the store', STORE_MS_MAX, database.durable.delete())
  } catch (fault) {
    onFault('tidy the store', fault)
  } finally {
    closeDatabase(database)
  }
}

async function requestEnrollment(
  code: string,
  keys: SigningKeys,
  ports: EnrollPorts,
): Promise<Result<EnrollResponse, EnrollRefusal>> {
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', keys.publicKey)
  const body = JSON.stringify({ code, public_key: PublicKeyJwk.parse({ kty, crv, x, y }) })
  let response: Response
  try {
    response = await ports.fetch('/api/v1/devices/enroll', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      signal: AbortSignal.timeout(REQUEST_MS_MAX),
    })
  } catch {
    // reason: fetch rejects when there is no network, which is an answer of its own and no fault
    return refuse({ code: 'offline' })
  }
  if (!response.ok) return refuse({ code: refusalOf(await problemCodeOf(response)) })
  const parsed = EnrollResponse.safeParse(await response.json().catch(() => undefined))
  if (parsed.success) return ok(parsed.data)
  ports.onFault('enroll', parsed.error)
  return refuse({ code: 'unavailable' })
}

function refusalOf(problem: string | null): EnrollRefusal['code'] {
  switch (problem) {
    case 'code_unknown':
    case 'code_used':
    case 'code_expired':
    case 'no_issuer_digit':
    case 'too_many_requests':
      return problem
    default:
      return 'unavailable'
  }
}

/** Under the writer's lock: a running surface of this device would go on writing as somebody it no longer is. */
async function keepIdentity(identity: DeviceIdentity, name: string, ports: EnrollPorts): Promise<boolean> {
  const database = deviceDatabase(name)
  try {
    return await ports.locks.request(writerLock(name), { ifAvailable: true }, async lock => {
      if (!lock) return false
      await withinTime('store the identity', STORE_MS_MAX, replaceIdentity(database, identity))
      new SessionMarks(name, ports.storage).forget()
      return true
    })
  } catch (fault) {
    ports.onFault('store the identity', fault)
    return false
  } finally {
    closeDatabase(database)
  }
}

/**
 * One transaction, so that a device is never half of two. What the earlier identity had not sent is put aside, and what
 * it had put aside before is let go once it is in a file.
 */
async function replaceIdentity(database: DeviceDatabase, identity: DeviceIdentity): Promise<void> {
  const { durable, wal, meta, strays, docs } = database
  await docs.clear()
  await eraseCollections(database.name)
  await durable.transaction('rw', [wal, meta, strays], async () => {
    const former = OwnedByCenter.safeParse((await meta.get(IDENTITY))?.value)
    await strays.filter(row => row.exported === true).delete()
    await putAside(database, former.data?.center, null)
    await wal.clear()
    await meta.clear()
    await writeMeta(database, IDENTITY, identity)
  })
}

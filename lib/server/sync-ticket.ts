import { createHmac, createPublicKey, timingSafeEqual, verify } from 'node:crypto'
import type { DeviceId, InstantMs, Surface } from '@/lib/domain/ids'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { addDays, serviceDayOf } from '@/lib/domain/service-day'
import type { SyncTicketResponse } from '@/lib/protocol/rest'
import type { BootRefusal, EnrolledDevice, KnownDevices } from './devices'
import type { Keys } from './keys'
import type { Allowance, TooManyRequests } from './rate-limits'
import { SESSION_MS, signToken } from './sync-token'
import type { UsedNonces } from './used-nonces'

/** A nonce is good for this long: one round trip, with a slow network to spare. */
export const NONCE_MS = 60_000
/** Days for which a kiosk gets mark keys, so that it recognises a person through an outage of a week. */
const MARK_KEY_DAYS = 8
/** Surfaces that see pre-enrollment codes. A display never gets a key. */
const SURFACES_WITH_MARK_KEYS: readonly Surface[] = ['kiosk', 'agent']

/** `<milliseconds>.<mac>`: tells by itself when it was given and to whom, so only a used one need be remembered. */
export function makeNonce(keys: Keys, device: DeviceId, now: InstantMs): string {
  return `${now}.${nonceMac(keys, device, String(now))}`
}

export type TicketRefusal = { readonly code: 'bad_signature' } | BootRefusal | TooManyRequests

export type TicketRequest = {
  readonly device: DeviceId
  readonly nonce: string
  readonly signature: string
  readonly boot: number
}

export type TicketPorts = {
  readonly devices: KnownDevices
  readonly nonces: UsedNonces
  readonly limits: { readonly strangersOfAddress: Allowance; readonly ticketsOfDevice: Allowance }
  readonly keys: Keys
  readonly wsUrl: string
  readonly now: InstantMs
}

/** A device proves that it holds its key and gets a ticket for one sync session. */
export async function issueSyncTicket(
  ports: TicketPorts,
  request: TicketRequest,
  address: string,
): Promise<Result<SyncTicketResponse, TicketRefusal>> {
  const { devices, nonces, limits, keys, wsUrl, now } = ports
  if (!isFreshNonce(keys, request, now)) return refuse({ code: 'bad_signature' })
  const proven = await prove(ports, request, address)
  if (!proven.ok) return proven

  const allowed = await limits.ticketsOfDevice.take(request.device)
  if (!allowed.ok) return allowed
  if (!nonces.spend(request.nonce, now)) return refuse({ code: 'bad_signature' })
  const noted = await devices.noteBoot(request.device, request.boot, now)
  if (!noted.ok) return noted

  const device = noted.value
  const bearer = { device: device.id, center: device.centerId, surface: device.surface }
  return ok({
    ws_url: wsUrl,
    token: await signToken(keys.token, bearer, now),
    server_time: now,
    session_expires: now + SESSION_MS,
    mark_keys: markKeysFor(device, keys, now),
  })
}

/**
 * Whether the request comes from the device it names. Only what a device has proven is counted for it, or anybody who
 * knows its id could use up what it may do; and a device that this process knows is checked without asking the
 * database, so a flood from its own address does not keep it out.
 */
async function prove(
  { devices, limits }: TicketPorts,
  request: TicketRequest,
  address: string,
): Promise<Result<void, TicketRefusal>> {
  const known = devices.recall(request.device)
  if (known) return isSigned(known, request) ? ok(undefined) : refuse({ code: 'bad_signature' })

  const allowed = await limits.strangersOfAddress.take(address)
  if (!allowed.ok) return allowed
  const device = await devices.find(request.device)
  if (!device) return refuse({ code: 'device_unknown' })
  if (!isSigned(device, request)) return refuse({ code: 'bad_signature' })
  await limits.strangersOfAddress.giveBack(address)
  return ok(undefined)
}

function isFreshNonce(keys: Keys, { device, nonce }: TicketRequest, now: InstantMs): boolean {
  const [givenAt = '', mac = ''] = nonce.split('.')
  const age = now - Number(givenAt)
  return age >= 0 && age <= NONCE_MS && isSameText(mac, nonceMac(keys, device, givenAt))
}

function nonceMac(keys: Keys, device: DeviceId, givenAt: string): string {
  return createHmac('sha256', keys.nonce).update(`${device}.${givenAt}`).digest('base64url')
}

/** The boot is signed with the nonce: nobody on the way can make a device look rolled back. */
function isSigned({ publicKey }: EnrolledDevice, { nonce, boot, signature }: TicketRequest): boolean {
  const key = createPublicKey({ key: publicKey, format: 'jwk' })
  return verify(
    'sha256',
    Buffer.from(`${nonce}.${boot}`),
    { key, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  )
}

function markKeysFor(device: EnrolledDevice, keys: Keys, now: InstantMs): SyncTicketResponse['mark_keys'] {
  if (!SURFACES_WITH_MARK_KEYS.includes(device.surface)) return {}
  const today = serviceDayOf(now, device.timeZone)
  const days = Array.from({ length: MARK_KEY_DAYS }, (_, index) => addDays(today, index))
  return Object.fromEntries(days.map(day => [day, keys.markKey(device.centerId, day).toString('base64url')]))
}

function isSameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}

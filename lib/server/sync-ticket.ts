import { createHmac, createPublicKey, timingSafeEqual, verify } from 'node:crypto'
import type { DeviceId, InstantMs, Surface } from '@/lib/domain/ids'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { addDays, serviceDayOf } from '@/lib/domain/service-day'
import type { SyncTicketResponse } from '@/lib/protocol/rest'
import { type Database, isDatabaseAway } from './database'
import type { EnrolledDevice, KnownDevices } from './devices'
import type { Keys } from './keys'
import { SESSION_MS, signToken } from './sync-token'

/** A nonce is good for this long: one round trip, with a slow network to spare. */
const NONCE_MS = 60_000
/** Days for which a kiosk gets mark keys, so that it recognises a person through an outage of a week. */
const MARK_KEY_DAYS = 8
/** Surfaces that see pre-enrollment codes. A display never gets a key. */
const SURFACES_WITH_MARK_KEYS: readonly Surface[] = ['kiosk', 'agent']

/** `<milliseconds>.<mac>`: tells by itself when it was given and to whom, so nothing need be stored. */
export function makeNonce(keys: Keys, device: DeviceId, now: InstantMs): string {
  return `${now}.${nonceMac(keys, device, String(now))}`
}

export type TicketRefusal = { readonly code: 'device_unknown' | 'bad_signature' | 'store_lost' }

export type TicketRequest = {
  readonly device: DeviceId
  readonly nonce: string
  readonly signature: string
  readonly boot: number
}

export type TicketPorts = {
  readonly database: Database
  readonly devices: KnownDevices
  readonly keys: Keys
  readonly wsUrl: string
  readonly now: InstantMs
}

/** A device proves that it holds its key and gets a ticket for one sync session. */
export async function issueSyncTicket(
  { database, devices, keys, wsUrl, now }: TicketPorts,
  request: TicketRequest,
): Promise<Result<SyncTicketResponse, TicketRefusal>> {
  if (!isFreshNonce(keys, request, now)) return refuse({ code: 'bad_signature' })
  const device = await devices.find(request.device)
  if (!device) return refuse({ code: 'device_unknown' })
  if (!isSigned(device, request)) return refuse({ code: 'bad_signature' })

  if (!(await noteBoot(database, request, now))) return refuse({ code: 'store_lost' })

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
 * False when this boot is older than one already seen: numbers and sequences could then be given twice (SPEC LOG-5).
 * While Postgres is away nobody can tell; the next ticket will.
 */
async function noteBoot(database: Database, { device, boot }: TicketRequest, now: InstantMs): Promise<boolean> {
  try {
    const rows = await database.sql`
      update devices set last_boot = ${boot}, last_seen_at = ${new Date(now)}
      where id = ${device} and (last_boot is null or last_boot <= ${boot}) returning 1`
    return rows.length > 0
  } catch (fault) {
    if (isDatabaseAway(fault)) return true
    throw fault
  }
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

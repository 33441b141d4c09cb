import * as z from 'zod/mini'
import { CenterId, DeviceId, type InstantMs, Surface } from '@/lib/domain/ids'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { PublicKeyJwk } from '@/lib/protocol/rest'
import { type Database, isDatabaseAway } from './database'

const EnrolledDevice = z.object({
  id: DeviceId,
  centerId: CenterId,
  surface: Surface,
  label: z.string(),
  issuerDigit: z.nullable(z.int()),
  publicKey: PublicKeyJwk,
  timeZone: z.string(),
  isRevoked: z.boolean(),
})
export type EnrolledDevice = z.infer<typeof EnrolledDevice>

/** The device, revoked or not; null when it was never enrolled. */
export async function findDevice(database: Pick<Database, 'sql'>, id: DeviceId): Promise<EnrolledDevice | null> {
  const [row] = await database.sql`
    select d.id, d.center_id as "centerId", d.surface, d.label, d.issuer_digit as "issuerDigit",
      d.public_key as "publicKey", c.time_zone as "timeZone", d.revoked_at is not null as "isRevoked"
    from devices d join centers c on c.id = d.center_id
    where d.id = ${id}`
  return row ? EnrolledDevice.parse(row) : null
}

/**
 * Ends what a device may do, for ever: it gets no session, and the sync server, which asks every two seconds, sends it
 * away. Its id and its events stay. By the database's clock, as `Revocations` asks by it.
 */
export async function revokeDevice(
  database: Pick<Database, 'sql'>,
  id: DeviceId,
): Promise<'revoked' | 'was_revoked' | 'unknown'> {
  const rows =
    await database.sql`update devices set revoked_at = now() where id = ${id} and revoked_at is null returning 1`
  if (rows.length > 0) return 'revoked'
  return (await findDevice(database, id)) ? 'was_revoked' : 'unknown'
}

const ListedDevice = z.object({
  id: DeviceId,
  surface: Surface,
  label: z.string(),
  issuerDigit: z.nullable(z.int()),
  enrolledAt: z.date(),
  lastSeenAt: z.nullable(z.date()),
  revokedAt: z.nullable(z.date()),
})
export type ListedDevice = z.infer<typeof ListedDevice>

/** All devices of a center, the revoked ones last. */
export async function listDevices(database: Database, center: CenterId): Promise<ListedDevice[]> {
  const rows = await database.sql`
    select id, surface, label, issuer_digit as "issuerDigit", enrolled_at as "enrolledAt",
      last_seen_at as "lastSeenAt", revoked_at as "revokedAt"
    from devices where center_id = ${center} order by revoked_at nulls first, label, id`
  return rows.map(row => ListedDevice.parse(row))
}

export type BootRefusal = { readonly code: 'device_unknown' | 'device_revoked' | 'store_lost' }

/**
 * Devices of this process's lifetime, for the time when Postgres is away: a center whose sessions could not be renewed
 * then would be alone after a quarter of an hour. What was revoked meanwhile is found out when Postgres is back.
 */
export class KnownDevices {
  readonly #known = new Map<DeviceId, EnrolledDevice>()

  constructor(private readonly database: Database) {}

  /** What this process remembers, without asking anybody. */
  recall(id: DeviceId): EnrolledDevice | null {
    return this.#known.get(id) ?? null
  }

  async find(id: DeviceId): Promise<EnrolledDevice | null> {
    try {
      const device = await findDevice(this.database, id)
      if (device) this.#known.set(id, device)
      else this.#known.delete(id)
      return device
    } catch (fault) {
      const known = this.#known.get(id)
      if (known && isDatabaseAway(fault)) return known
      throw fault
    }
  }

  /**
   * Notes that the device begins a session, unless it was revoked, or this boot is older than one already seen: numbers
   * and sequences could then be given twice (SPEC LOG-5). While Postgres is away nobody can tell; the next ticket will.
   */
  async noteBoot(id: DeviceId, boot: number, now: InstantMs): Promise<Result<EnrolledDevice, BootRefusal>> {
    const isNoted = await this.#tryToNote(id, boot, now)
    const device = isNoted ? this.recall(id) : await this.find(id)
    if (!device) return refuse({ code: 'device_unknown' })
    if (device.isRevoked) return refuse({ code: 'device_revoked' })
    return isNoted ? ok(device) : refuse({ code: 'store_lost' })
  }

  async #tryToNote(id: DeviceId, boot: number, now: InstantMs): Promise<boolean> {
    try {
      const rows = await this.database.sql`
        update devices set last_boot = ${boot}, last_seen_at = ${new Date(now)}
        where id = ${id} and revoked_at is null and (last_boot is null or last_boot <= ${boot}) returning 1`
      return rows.length > 0
    } catch (fault) {
      if (isDatabaseAway(fault)) return true
      throw fault
    }
  }
}

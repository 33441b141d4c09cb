import * as z from 'zod/mini'
import { CenterId, DeviceId, Surface } from '@/lib/domain/ids'
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
})
export type EnrolledDevice = z.infer<typeof EnrolledDevice>

/** The device, if it is enrolled and not revoked. */
export async function findDevice(database: Database, id: DeviceId): Promise<EnrolledDevice | null> {
  const [row] = await database.sql`
    select d.id, d.center_id as "centerId", d.surface, d.label, d.issuer_digit as "issuerDigit",
      d.public_key as "publicKey", c.time_zone as "timeZone"
    from devices d join centers c on c.id = d.center_id
    where d.id = ${id} and d.revoked_at is null`
  return row ? EnrolledDevice.parse(row) : null
}

/**
 * Devices of this process's lifetime, for the time when Postgres is away: a center whose sessions could not be renewed
 * then would be alone after a quarter of an hour. What was revoked meanwhile is found out when Postgres is back.
 */
export class KnownDevices {
  readonly #known = new Map<DeviceId, EnrolledDevice>()

  constructor(private readonly database: Database) {}

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
}

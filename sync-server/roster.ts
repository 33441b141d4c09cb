import { StaffRole } from '@/lib/domain/catalogue'
import type { EventDraft } from '@/lib/domain/events'
import { AgentId, type CenterId, DeviceId, type EventId, Surface } from '@/lib/domain/ids'
import type { Roster } from '@/lib/domain/roles'
import { PublicKeyJwk } from '@/lib/protocol/rest'
import type { Database } from '@/lib/server/database'

export type RosterDevice = {
  readonly id: DeviceId
  readonly surface: Surface
  readonly issuerDigit: number | null
  /** Null when what is stored is no key: such a device's log is carried by nobody else. */
  readonly publicKey: PublicKeyJwk | null
  readonly isRevoked: boolean
}

/** What the tables say of a center's devices and staff. */
export type RosterRows = {
  /** Also those that were revoked: what they wrote before still counts. */
  readonly devices: readonly RosterDevice[]
  readonly staff: readonly { readonly id: AgentId; readonly role: StaffRole }[]
}

export async function readRoster(database: Database, center: CenterId): Promise<RosterRows> {
  const devices = await database.sql<DeviceRow[]>`
    select id, surface, issuer_digit as digit, public_key as key, revoked_at is not null as revoked
    from devices where center_id = ${center} order by enrolled_at, id`
  const staff = await database.sql<{ id: number; role: string }[]>`
    select id, role from agents where center_id = ${center} and is_active order by id`
  return {
    devices: devices.map(({ id, surface, digit, key, revoked }) => ({
      id: DeviceId.parse(id),
      surface: Surface.parse(surface),
      issuerDigit: digit,
      publicKey: PublicKeyJwk.safeParse(key).data ?? null,
      isRevoked: revoked,
    })),
    staff: staff.map(({ id, role }) => ({ id: AgentId.parse(id), role: StaffRole.parse(role) })),
  }
}

type DeviceRow = { id: string; surface: string; digit: number | null; key: unknown; revoked: boolean }

/** The events that bring a day's roster up to the tables. None, when it says the same already. */
export function rosterDrafts(
  rows: RosterRows,
  roster: Roster,
  lastEventOf: (device: DeviceId) => EventId | null,
): EventDraft[] {
  const devices = rows.devices
    .filter(({ id, surface, issuerDigit, isRevoked }) => {
      if (isRevoked) return false
      const known = roster.devices.get(id)
      return known?.surface !== surface || known.issuerDigit !== issuerDigit
    })
    .map(
      ({ id, surface, issuerDigit }): EventDraft => ({
        type: 'device.rostered.v1',
        actor: null,
        subject: id,
        surface,
        issuerDigit,
      }),
    )
  const staff = rows.staff
    .filter(({ id, role }) => roster.staff.get(id) !== role)
    .map(({ id, role }): EventDraft => ({ type: 'staff.rostered.v1', actor: null, subject: id, role }))
  const revoked = rows.devices
    .filter(({ id, isRevoked }) => isRevoked && roster.devices.has(id) && !roster.revoked.has(id))
    .map(({ id }) => revocationDraft(id, lastEventOf(id)))
  return [...devices, ...staff, ...revoked]
}

/** @param last the device's last event that still counts */
export function revocationDraft(subject: DeviceId, last: EventId | null): EventDraft {
  return { type: 'device.revoked.v1', actor: null, subject, last }
}

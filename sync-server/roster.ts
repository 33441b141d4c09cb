import { StaffRole } from '@/lib/domain/catalogue'
import type { EventDraft } from '@/lib/domain/events'
import { AgentId, type CenterId, DeviceId, Surface } from '@/lib/domain/ids'
import type { Roster } from '@/lib/domain/roles'
import type { Database } from '@/lib/server/database'

/** What the tables say of a center's devices and staff. */
export type RosterRows = {
  readonly devices: readonly { readonly id: DeviceId; readonly surface: Surface; readonly issuerDigit: number | null }[]
  readonly staff: readonly { readonly id: AgentId; readonly role: StaffRole }[]
}

export async function readRoster(database: Database, center: CenterId): Promise<RosterRows> {
  const devices = await database.sql<{ id: string; surface: string; digit: number | null }[]>`
    select id, surface, issuer_digit as digit from devices where center_id = ${center} and revoked_at is null order by enrolled_at, id`
  const staff = await database.sql<{ id: number; role: string }[]>`
    select id, role from agents where center_id = ${center} and is_active order by id`
  return {
    devices: devices.map(({ id, surface, digit }) => ({
      id: DeviceId.parse(id),
      surface: Surface.parse(surface),
      issuerDigit: digit,
    })),
    staff: staff.map(({ id, role }) => ({ id: AgentId.parse(id), role: StaffRole.parse(role) })),
  }
}

/** The events that bring a day's roster up to the tables. None, when it says the same already. */
export function rosterDrafts(rows: RosterRows, roster: Roster): EventDraft[] {
  const devices = rows.devices
    .filter(({ id, surface, issuerDigit }) => {
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
  return [...devices, ...staff]
}

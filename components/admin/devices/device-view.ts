import type { DeviceRow } from '@/lib/client/console'
import type { DeviceHealth, DeviceReport } from '@/lib/client/device-health'
import { type DeviceTrouble, troublesOf } from '@/lib/domain/floor-devices'
import type { DurationMs, InstantMs } from '@/lib/domain/ids'

export type DeviceState =
  | { readonly kind: 'connected' | 'away' | 'revoked'; readonly since: InstantMs }
  /** Nothing is known of now: when it was last heard, or null if it never came. */
  | { readonly kind: 'unheard'; readonly since: InstantMs | null }

/** One device as the page shows it. */
export type DeviceView = {
  readonly row: DeviceRow
  readonly state: DeviceState
  readonly health: DeviceHealth | null
  /** When the health was told; null for one that is connected, whose health is that of now. */
  readonly healthAsOf: InstantMs | null
  /** How far its clock is behind the server's. */
  readonly clockOffsetMs: DurationMs | null
  readonly troubles: readonly DeviceTrouble[]
}

/** What the server tells now, and where it tells nothing, what its table kept. */
export function viewOf(row: DeviceRow, report: DeviceReport | undefined): DeviceView {
  const state = stateOf(row, report)
  const told = report?.health
    ? { health: report.health, at: report.healthAt }
    : { health: row.health, at: row.healthAt }
  const isConnected = state.kind === 'connected'
  const clockOffsetMs = report?.clockOffsetMs ?? null
  const watched = {
    ...{ device: row.id, label: row.label, surface: row.surface, isConnected, isPaused: false },
    ...{ heardAt: null, clockOffsetMs, says: told.health },
  }
  return {
    ...{ row, state, health: told.health, clockOffsetMs },
    healthAsOf: isConnected ? null : told.at,
    troubles: isConnected ? troublesOf(watched) : [],
  }
}

function stateOf({ revokedAt, lastSeenAt, healthAt }: DeviceRow, report: DeviceReport | undefined): DeviceState {
  if (revokedAt !== null) return { kind: 'revoked', since: revokedAt }
  if (report) {
    const { connectedSince, heardAt } = report
    return connectedSince === null ? { kind: 'away', since: heardAt } : { kind: 'connected', since: connectedSince }
  }
  const last = Math.max(lastSeenAt ?? 0, healthAt ?? 0)
  return { kind: 'unheard', since: last === 0 ? null : last }
}

/** Revoking it would lose what it has not sent: how many events, as far as it has told. */
export function unsentOf({ health }: DeviceView): number {
  return health?.unsent ?? 0
}

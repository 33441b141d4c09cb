import type { DeviceId, DurationMs, InstantMs, TicketId } from '@/lib/domain/ids'
import { waitForTry } from '@/lib/domain/kiosk-pin'
import { NO_TRIES, PinTries, withOneMore } from '@/lib/domain/pin-tries'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { isPinOf } from '@/lib/replica/kiosk-pin-hash'
import type { Replica } from '@/lib/replica/replica'
import { type DeviceDatabase, readMeta, writeMeta } from './device-database'

export type CornerRefusal =
  | { readonly code: 'pin_wrong' | 'pin_too_soon'; readonly waitMs: DurationMs }
  /** What cannot be counted is not tried. */
  | { readonly code: 'store_unavailable' }

const TRIES = 'staffCornerTries'

/** Tries the PIN of the staff corner, without a network. A try counts, durably, before it is one. */
export async function openCorner(
  database: DeviceDatabase,
  hash: string,
  pin: string,
  now: InstantMs,
): Promise<Result<undefined, CornerRefusal>> {
  const begun = await beginTry(database, now)
  if (!begun.ok) return begun
  if (!(await isPinOf(pin, hash))) return refuse({ code: 'pin_wrong', waitMs: waitForTry(begun.value, now) })
  await writeMeta(database, TRIES, NO_TRIES)
  return ok(undefined)
}

async function beginTry(database: DeviceDatabase, now: InstantMs): Promise<Result<PinTries, CornerRefusal>> {
  const { durable, meta } = database
  return await durable.transaction('rw', meta, async () => {
    const tries = (await readMeta(database, TRIES, PinTries)) ?? NO_TRIES
    const waitMs = waitForTry(tries, now)
    if (waitMs > 0) return refuse({ code: 'pin_too_soon', waitMs })
    const counted = withOneMore(tries, now)
    await writeMeta(database, TRIES, counted)
    return ok(counted)
  })
}

/** This kiosk gives no tickets, or gives them again. False when it could not be stored. */
export async function pauseOwnKiosk(replica: Replica, subject: DeviceId, isPaused: boolean): Promise<boolean> {
  const type = isPaused ? 'kiosk.paused.v1' : 'kiosk.resumed.v1'
  const paused = await replica.act<never>(() => ok({ type, actor: null, subject }))
  return paused.ok
}

/** The ticket of today that staff read from a screen or a list; null when there is none of that number here. */
export function ticketNumbered(replica: Replica, number: string): TicketId | null {
  const wanted = [...replica.queue.tickets.values()].find(ticket => ticket.number === number)
  return wanted?.id ?? null
}

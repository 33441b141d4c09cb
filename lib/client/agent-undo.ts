import type { QueueEvent } from '@/lib/domain/events'
import type { Queue } from '@/lib/domain/fold'
import type { DurationMs, InstantMs, TicketId, TicketNumber } from '@/lib/domain/ids'
import type { Post } from '@/lib/domain/post'
import { undo } from '@/lib/domain/serve'
import { isUndoable, UNDO_MS, type UndoableMove } from '@/lib/domain/ticket-history'
import { numberOf } from '@/lib/domain/ticket-number'

/** What the agent has just done, and may still take back. */
export type TakeBack = {
  readonly ticket: TicketId
  readonly number: TicketNumber
  readonly move: UndoableMove['type']
  readonly leftMs: DurationMs
}

/** So many moves fit into the seconds in which one may be taken back. */
export const MOVES_REMEMBERED = 4

/**
 * The latest of them that the queue still lets him take back: after an end and a call in one tap first the call, then
 * the end.
 *
 * @param done his own latest moves here, oldest first
 */
export function takeBackOf(queue: Queue, done: readonly QueueEvent[], post: Post, now: InstantMs): TakeBack | null {
  for (const event of [...done].reverse()) {
    if (!isUndoable(event) || queue.latestMove(event.ticket)?.id !== event.id) continue
    if (!undo(queue, post, event.ticket, now).ok) continue
    const leftMs = Math.min(UNDO_MS, event.h[0] + UNDO_MS - now)
    return { ticket: event.ticket, number: numberOf(event.ticket), move: event.type, leftMs }
  }
  return null
}

import type { DurationMs, InstantMs } from '@/lib/domain/ids'
import { callKey, type DisplayedCall } from './announced-calls'

/** A call as it stands on a display. */
export type ShownCall = DisplayedCall & {
  /** By the display's own clock: since when it is news here. Of a call that came late, when it was made. */
  readonly shownAt: InstantMs
}

/** How long a call is news: highlighted, and not pushed out by later ones. */
export const NEWS_MS: DurationMs = 60_000

/** The last call and the seven before it: what can be read from across the hall. */
const CALLS_SHOWN = 8
/** While more than that are news, rows become smaller. Past these the oldest goes before its minute is over. */
const NEWS_SHOWN_MAX = 15

/** A call that is gone so soon was a slip of a finger, or lost to another station: whoever follows it goes for nothing. */
const TAKEN_BACK_MS_MAX: DurationMs = 15_000

/**
 * What stands on a display after it has looked again, newest first. A call comes in at the top and only ever moves down:
 * rows are read by people who look up a second time. A call that comes in over a minute late stands where it belongs.
 *
 * @param calls as the queue has them now, one of a ticket
 * @param now 0 before the page has read its clock: nothing comes in by a time that is none
 * @returns the same board when nothing changed
 */
export function boardAfter(
  board: readonly ShownCall[],
  calls: readonly DisplayedCall[],
  now: InstantMs,
): readonly ShownCall[] {
  if (now === 0) return board
  const before = new Map(board.map(call => [call.number, call]))
  const called = new Set(calls.map(({ number }) => number))
  const standing = calls.map(call => shown(call, before.get(call.number), now))
  const leaving = board.filter(call => !called.has(call.number) && isKept(call, now))
  const rows = [...standing, ...leaving.map(call => notAhead(call, now))]
    .sort((a, b) => b.shownAt - a.shownAt || b.calledAt - a.calledAt)
    .slice(0, NEWS_SHOWN_MAX)
    .filter((call, index) => index < CALLS_SHOWN || isNews(call, now))
  const isSame = rows.length === board.length && rows.every((row, index) => row === board[index])
  return isSame ? board : rows
}

export function isNews({ shownAt }: ShownCall, now: InstantMs): boolean {
  return now - shownAt < NEWS_MS
}

function shown(call: DisplayedCall, before: ShownCall | undefined, now: InstantMs): ShownCall {
  if (before && callKey(before) === callKey(call)) return notAhead(before, now)
  const isLate = now - call.calledAt >= NEWS_MS
  return { ...call, shownAt: isLate ? call.calledAt : now }
}

/** Whose citizen is sent back into the queue, or did not come, stays his minute; what was taken back does not. */
function isKept(call: ShownCall, now: InstantMs): boolean {
  return isNews(call, now) && now - call.shownAt >= TAKEN_BACK_MS_MAX
}

/** A clock that was set back would keep a call for as long as it was wrong. */
function notAhead(call: ShownCall, now: InstantMs): ShownCall {
  return call.shownAt > now ? { ...call, shownAt: now } : call
}

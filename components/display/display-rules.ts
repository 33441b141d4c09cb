import { isNews, type ShownCall } from '@/lib/client/display-board'
import type { Hall } from '@/lib/client/display-hall'
import type { LinkStatus } from '@/lib/client/link-status'
import type { Message } from '@/lib/domain/catalogue'
import { isShown } from '@/lib/domain/catalogue-rules'
import type { DurationMs, InstantMs } from '@/lib/domain/ids'

/** A short break of the link is no news for the hall. */
export const ALONE_AFTER_MS: DurationMs = 30_000

const GUIDANCE_TURN_MS: DurationMs = 12_000
const SHIFT_TURN_MS: DurationMs = 600_000

/** Since when the display shows only what it knows itself; null while it is linked, or only just not. */
export function aloneSince({ rung, since }: LinkStatus, now: InstantMs): InstantMs | null {
  return rung === 'offline' && now - since > ALONE_AFTER_MS ? since : null
}

/** Whether the hall reads when the center opens, or that nothing has been called yet, in the place of calls. */
export function isQuiet(hall: Hall, calls: readonly ShownCall[], now: InstantMs): boolean {
  const isOver = hall.kind === 'closed' || hall.kind === 'done'
  return calls.length === 0 || (isOver && !calls.some(call => isNews(call, now)))
}

/** The width of a text of numbers and capitals over the size of its letters: what fills a panel without leaving it. */
export function widthInEms(text: string): number {
  return [...text].reduce((width, character) => width + characterWidth(character), 0)
}

/** Of the heaviest weight of the font that ships with the program, rounded up. */
function characterWidth(character: string): number {
  if (character === '1') return 0.47
  if (/\d/.test(character)) return 0.67
  return /[MW]/.test(character) ? 0.92 : 0.73
}

/** Which of some lines has its turn; 0 of none. */
export function guidanceTurn(now: InstantMs, count: number): number {
  return count === 0 ? 0 : Math.floor(now / GUIDANCE_TURN_MS) % count
}

/** What the center says now, as lines that take turns. While there is an alert, nothing else is said. */
export function messageLines(messages: readonly Message[], now: InstantMs): readonly Message[] {
  const shown = messages.filter(message => isShown(message, now))
  const alerts = shown.filter(({ kind }) => kind === 'alert')
  return alerts.length > 0 ? alerts : shown
}

/** A pixel or two each ten minutes, so that a picture that stands all day does not burn into the panel. */
export function burnInShift(now: InstantMs): { readonly x: number; readonly y: number } {
  const turn = Math.floor(now / SHIFT_TURN_MS) % 4
  return { x: turn === 1 || turn === 2 ? 2 : 0, y: turn >= 2 ? 2 : 0 }
}

import { type RefObject, useEffect } from 'react'
import type { DurationMs } from '@/lib/domain/ids'
import { reportFault } from './fault-log'

const LOOK_MS: DurationMs = 5_000

/** Half a minute: a clock with seconds that stands so long is a picture that nobody should trust. */
const STILL_LOOKS_MAX = 6

/** Two minutes: no announcement is as long, and one that does not end has failed with the rest. */
const HELD_LOOKS_MAX = 24

/**
 * What a page shows, as far as it tells whether it lives: the text of its clock; nothing where nothing is drawn, or the
 * drawing failed; null for a screen without a clock, which is a notice and may stand for hours.
 */
export type Picture = string | null

export type Watch = { readonly picture: Picture; readonly stillLooks: number }

export const WATCH_BEGUN: Watch = { picture: null, stillLooks: 0 }

export function lookedAgain({ picture: before, stillLooks }: Watch, picture: Picture): Watch {
  return { picture, stillLooks: picture !== null && picture === before ? stillLooks + 1 : 0 }
}

/** A call that is being spoken is let finish. */
export function mustReload({ stillLooks }: Watch, isSpeaking: boolean): boolean {
  return stillLooks >= (isSpeaking ? HELD_LOOKS_MAX : STILL_LOOKS_MAX)
}

export function pictureOf(page: Document): Picture {
  const screen = page.querySelector('main')
  if (!screen || screen.dataset.failed !== undefined) return ''
  return screen.querySelector('time')?.textContent ?? null
}

/**
 * Loads the page anew when its picture stands still, from the browser's own store if need be. It is never stopped: what takes
 * a picture away takes the effects behind it too, and that is when it is needed.
 *
 * @param isSpeaking asked before a reload
 */
export function useWatchdog(isSpeaking: RefObject<() => boolean>): void {
  useEffect(() => {
    let watch = WATCH_BEGUN
    setInterval(() => {
      watch = lookedAgain(watch, pictureOf(document))
      if (!mustReload(watch, isSpeaking.current())) return
      reportFault('display', 'the picture stands still: the page is loaded anew')
      location.reload()
    }, LOOK_MS)
  }, [isSpeaking])
}

import { install } from '@sinonjs/fake-timers'
import type { DurationMs, InstantMs } from '@/lib/domain/ids'

const realImmediate = globalThis.setImmediate
const clock = install({
  toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'setImmediate', 'clearImmediate', 'Date'],
})

/**
 * The time of the simulated world. Import this module before anything that keeps `Date.now` or a timer function to
 * itself, as lib0 does.
 *
 * Timers and dates are virtual; promises and `process.nextTick` are real, and run out before the next timer: what a
 * program does without waiting takes no time.
 */
export const virtualTime = {
  now: (): InstantMs => clock.now,

  /** Forgets all timers: a new world begins. */
  reset(now: InstantMs): void {
    clock.reset()
    clock.setSystemTime(now)
  },

  /** Lets so much time pass. */
  async pass(duration: DurationMs): Promise<void> {
    let isOver = false
    setTimeout(() => {
      isOver = true
    }, duration)
    await settled()
    for (let timers = 0; !isOver; timers++) {
      if (timers > TIMERS_MAX) throw new Error('the world turns without end')
      clock.next()
      await settled()
    }
  },
}

/** Far more than any world has in one go. */
const TIMERS_MAX = 500_000

/** Resolves when no promise can go on without a timer. */
function settled(): Promise<void> {
  return new Promise(resolve => realImmediate(resolve))
}

/** A promise that never settles: whoever waited for it has no power any more. */
export function never<Value>(): Promise<Value> {
  return new Promise(() => undefined)
}

export function delay(duration: DurationMs): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, duration))
}

import type { DurationMs } from '@/lib/domain/ids'

/** Something that should have answered has not: a browser's storage and printer may stay silent for ever. */
export class TooLateError extends Error {
  constructor(what: string, limitMs: DurationMs) {
    super(`${what}: no answer within ${limitMs} ms`)
    this.name = 'TooLateError'
  }
}

/** The result of `work`; rejects with a `TooLateError` when it takes longer than `limitMs`. The work itself goes on. */
export async function withinTime<Value>(what: string, limitMs: DurationMs, work: PromiseLike<Value>): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TooLateError(what, limitMs)), limitMs)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

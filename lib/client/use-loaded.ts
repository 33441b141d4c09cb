import { useEffect, useState } from 'react'
import type { DurationMs } from '@/lib/domain/ids'
import { reportFault } from './fault-log'
import { withinTime } from './within-time'

const LOAD_MS_MAX: DurationMs = 15_000

/**
 * A part of the program that comes when it is first needed: from what the worker has kept, once that is installed.
 *
 * @param load the same function each time
 * @returns null until it is there; `failed` when it does not come
 */
export function useLoaded<Part>(load: () => Promise<Part>): { readonly part: Part } | 'failed' | null {
  const [loaded, setLoaded] = useState<{ readonly part: Part } | 'failed' | null>(null)
  useEffect(() => {
    let isGone = false
    const note = (next: { readonly part: Part } | 'failed') => !isGone && setLoaded(next)
    withinTime('load a part of the program', LOAD_MS_MAX, load()).then(
      part => note({ part }),
      fault => {
        reportFault('load a part of the program', fault)
        note('failed')
      },
    )
    return () => {
      isGone = true
    }
  }, [load])
  return loaded
}

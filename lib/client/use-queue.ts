import { useCallback, useSyncExternalStore } from 'react'
import type { Queue } from '@/lib/domain/fold'
import type { Replica } from '@/lib/replica/replica'

/**
 * The queue as this device knows it. The same object goes on living while it changes, so take what you need of it in
 * each render; `version` says when that is another.
 */
export function useQueue(replica: Replica): { readonly queue: Queue; readonly version: number } {
  const subscribe = useCallback((listener: () => void) => replica.subscribe(listener), [replica])
  const version = useSyncExternalStore(
    subscribe,
    () => replica.version,
    () => 0,
  )
  return { queue: replica.queue, version }
}

import { useCallback, useSyncExternalStore } from 'react'
import type { Queue } from '@/lib/domain/fold'
import type { Replica } from '@/lib/replica/replica'

/**
 * The queue as this device knows it. The same object goes on living while it changes, so take what you need of it in
 * each render; `version` says when that is another.
 */
export function useQueue(replica: Replica): { readonly queue: Queue; readonly version: number } {
  const subscribe = useCallback((listener: () => void) => subscribeOnceATask(replica, listener), [replica])
  const version = useSyncExternalStore(
    subscribe,
    () => replica.version,
    () => 0,
  )
  return { queue: replica.queue, version }
}

/**
 * Tells once of all the events that came at once, as to a page that was asleep. React draws at each word of a store
 * before anything else may run, and takes the fiftieth for a loop without an end. Not by a timer: hidden pages get those late.
 */
function subscribeOnceATask(replica: Replica, listener: () => void): () => void {
  const { port1, port2 } = new MessageChannel()
  let isTold = true
  port1.onmessage = () => {
    isTold = true
    listener()
  }
  const stop = replica.subscribe(() => {
    if (isTold) port2.postMessage(null)
    isTold = false
  })
  return () => {
    stop()
    port1.close()
  }
}

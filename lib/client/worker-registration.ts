import { useEffect, useRef } from 'react'
import { AppUpdate } from './app-update'
import { reportFault } from './fault-log'

/**
 * Installs the service worker and its updates. Only in a built program: while developing, its caches would show
 * yesterday's code.
 *
 * @param busy a reload would cost somebody something now.
 * @param outdated the server does not take this program any more: a new one is looked for at once.
 */
export function useWorker(busy: boolean, outdated: boolean): void {
  const update = useRef<AppUpdate | null>(null)
  useEffect(() => {
    if (process.env.NODE_ENV !== 'production' || !('serviceWorker' in navigator)) return
    const started = new AppUpdate(reportFault)
    started.start()
    update.current = started
    return () => {
      update.current = null
      started.stop()
    }
  }, [])
  useEffect(() => update.current?.setBusy(busy), [busy])
  useEffect(() => {
    if (outdated) update.current?.look()
  }, [outdated])
}

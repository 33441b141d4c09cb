import { useEffect, useMemo, useState } from 'react'
import type { Catalogue } from '@/lib/domain/catalogue'
import type { Foretold } from '@/lib/domain/estimates'
import type { DurationMs, ServiceId } from '@/lib/domain/ids'
import { Estimates } from './estimates'
import { reportFault } from './fault-log'
import type { ReadyDevice } from './running-device'

const EVERY_MS: DurationMs = 10_000

export function useEstimates(
  { replica, reach }: Pick<ReadyDevice, 'replica' | 'reach'>,
  catalogue: Catalogue,
): Estimates {
  // biome-ignore lint/correctness/useExhaustiveDependencies: reason: another catalogue is followed below, without losing what is fresh
  const estimates = useMemo(() => new Estimates(replica, catalogue, reach), [replica, reach])
  estimates.follow(catalogue)
  return estimates
}

/**
 * What newcomers of these services are told, made anew every ten seconds, one service at a time: a touch comes between,
 * and finds what it asks for.
 */
export function useForetold(estimates: Estimates, services: readonly ServiceId[]): ReadonlyMap<ServiceId, Foretold> {
  const [known, tell] = useState<ReadonlyMap<ServiceId, Foretold>>(new Map())
  const wanted = services.join()
  useEffect(() => {
    let left = false
    const ids = wanted.split(',').filter(Boolean).map(Number) as ServiceId[] // reason: they were ServiceIds before they were joined
    async function look(): Promise<void> {
      estimates.foresight(Date.now())
      for (const id of ids) {
        await new Promise(resolve => setTimeout(resolve, 0))
        if (left) return
        const made = estimates.renewed({ service: id, isVulnerable: false }, Date.now())
        tell(before => new Map(before).set(id, made))
      }
    }
    const start = () => void look().catch(fault => reportFault('estimates', fault))
    start()
    const timer = setInterval(start, EVERY_MS)
    return () => {
      left = true
      clearInterval(timer)
    }
  }, [estimates, wanted])
  return known
}

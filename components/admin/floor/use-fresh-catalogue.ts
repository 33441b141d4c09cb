'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useMemo, useRef } from 'react'
import type { KnownDevice, LiveQueue } from '@/lib/client/use-floor'
import type { Catalogue } from '@/lib/domain/catalogue'
import type { Queue } from '@/lib/domain/fold'

/**
 * Reads the page's names anew when there is reason to: the queue speaks of somebody whom the page does not know, the server
 * is back, or somebody looks again. Nothing is asked for by the clock.
 */
export function useFreshCatalogue(
  { queue, version, status, isRead: hasConnected }: LiveQueue,
  catalogue: Catalogue,
  devices: readonly KnownDevice[],
): void {
  const router = useRouter()
  const isConnected = status.rung !== 'offline'
  const wasLost = useRef(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: reason: the queue changes in place, `version` says when
  const unknown = useMemo(() => unknownIn(queue, catalogue, devices), [queue, version, catalogue, devices])
  useEffect(() => {
    if (unknown !== '') router.refresh()
  }, [unknown, router])
  useEffect(() => {
    if (isConnected && wasLost.current) router.refresh()
    wasLost.current = hasConnected && !isConnected
  }, [isConnected, hasConnected, router])
  useEffect(() => {
    const onLook = () => document.visibilityState === 'visible' && router.refresh()
    document.addEventListener('visibilitychange', onLook)
    return () => document.removeEventListener('visibilitychange', onLook)
  }, [router])
}

/** Whom the server's roster and the open stations name, and the page does not know. */
function unknownIn({ roster, openStations }: Queue, catalogue: Catalogue, devices: readonly KnownDevice[]): string {
  const agents = new Set(catalogue.agents.map(({ id }) => id))
  const stations = new Set(catalogue.stations.map(({ id }) => id))
  const known = new Set(devices.map(({ device }) => device))
  return [
    ...[...roster.staff.keys()].filter(id => !agents.has(id)),
    ...[...openStations.keys()].filter(id => !stations.has(id)),
    ...[...roster.devices.keys()].filter(id => !known.has(id) && !roster.revoked.has(id)),
  ].join()
}

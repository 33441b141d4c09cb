import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import type { Catalogue } from '@/lib/domain/catalogue'
import type { InstantMs } from '@/lib/domain/ids'
import {
  callKey,
  type DisplayedCall,
  isNewCall,
  latestCalls,
  type WaitingAtService,
  waitingByService,
} from './announced-calls'
import type { Chime } from './chime'
import { boardAfter, type ShownCall } from './display-board'
import { type Hall, hallOf } from './display-hall'
import { type DisplayZone, useZone } from './display-zone'
import type { LinkStatus } from './link-status'
import type { ReadyDevice } from './running-device'
import { isOffered } from './services-offered'
import { useChime } from './use-chime'
import { useSoundHealth } from './use-device-health'
import { useEstimates, useForetold } from './use-estimates'
import { useNow } from './use-now'
import { useQueue } from './use-queue'

export type DisplayView = {
  readonly catalogue: Catalogue
  readonly zone: DisplayZone
  readonly hall: Hall
  readonly status: LinkStatus
  readonly now: InstantMs
  /** Newest first. */
  readonly calls: readonly ShownCall[]
  readonly waiting: readonly WaitingAtService[]
  readonly soundBlocked: boolean
  readonly onEnableSound: () => void
}

/** A ready device with its catalogue, as a display. Sounds each new call. */
export function useDisplay(device: ReadyDevice, catalogue: Catalogue): DisplayView {
  const { queue, version } = useQueue(device.replica)
  const here = useZone(catalogue)
  const { zone } = here
  const chime = useChime()
  useSoundHealth(device, chime)
  // Its own clock, as far as the server has not found it wrong.
  const now = useNow() + (queue.wrongClocks.get(device.identity.device) ?? 0)
  const estimates = useEstimates(device, catalogue)
  const foretold = useForetold(
    estimates,
    catalogue.services.filter(isOffered).map(({ id }) => id),
  )
  const soundBlocked = useSyncExternalStore(chime?.blocked.subscribe ?? never, chime?.blocked.get ?? no, no)
  // biome-ignore lint/correctness/useExhaustiveDependencies: reason: the queue changes in place, `version` says when
  const calls = useMemo(() => latestCalls(queue, catalogue, zone), [queue, catalogue, zone, version])
  // biome-ignore lint/correctness/useExhaustiveDependencies: reason: as above
  const waiting = useMemo(
    () => waitingByService(queue, catalogue, foretold, zone),
    [queue, catalogue, foretold, zone, version],
  )
  useSounded(calls, chime)
  return {
    catalogue,
    zone: here,
    hall: hallOf(queue, catalogue.center, device.replica.day, now),
    status: device.status,
    now,
    calls: useBoard(calls, now),
    waiting,
    soundBlocked,
    onEnableSound: () => void chime?.unlock(),
  }
}

function useBoard(calls: readonly DisplayedCall[], now: InstantMs): readonly ShownCall[] {
  const [board, setBoard] = useState<readonly ShownCall[]>([])
  useEffect(() => setBoard(before => boardAfter(before, calls, now)), [calls, now])
  return board
}

/** What is on the list when the display starts has been sounded before it started. */
function useSounded(calls: readonly DisplayedCall[], chime: Chime | null): void {
  const known = useRef<ReadonlySet<string> | null>(null)
  useEffect(() => {
    if (known.current && isNewCall(calls, known.current, Date.now())) void chime?.play()
    known.current = new Set(calls.map(callKey))
  }, [calls, chime])
}

function never(): () => void {
  return () => undefined
}

function no(): boolean {
  return false
}

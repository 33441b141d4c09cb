import { useEffect, useMemo, useState } from 'react'
import { isVoiceTime } from '@/lib/domain/announcer-hours'
import type { Catalogue } from '@/lib/domain/catalogue'
import type { InstantMs } from '@/lib/domain/ids'
import { type DisplayedCall, latestCalls, type WaitingAtService, waitingByService } from './announced-calls'
import { boardAfter, type ShownCall } from './display-board'
import { type Hall, hallOf } from './display-hall'
import { type DisplayZone, useZone } from './display-zone'
import type { LinkStatus } from './link-status'
import type { Watched } from './observed'
import type { ReadyDevice } from './running-device'
import { isOffered } from './services-offered'
import { useHallVoice, useSoundBlocked, useSoundHealth, useSoundPlayer } from './sound-hooks'
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
  /** True while a call is being said: nothing reloads the page meanwhile. */
  readonly speaking: Watched<boolean>
  readonly onEnableSound: () => void
}

/** A ready device with its catalogue, as a display. Speaks each new call. */
export function useDisplay(device: ReadyDevice, catalogue: Catalogue): DisplayView {
  const { queue, version } = useQueue(device.replica)
  const here = useZone(catalogue)
  const { zone } = here
  const player = useSoundPlayer()
  useSoundHealth(device, player)
  // Its own clock, as far as the server has not found it wrong.
  const clockErrorMs = queue.wrongClocks.get(device.identity.device) ?? 0
  const clock = useNow()
  const now = clock === 0 ? 0 : clock + clockErrorMs
  const estimates = useEstimates(device, catalogue)
  const foretold = useForetold(
    estimates,
    catalogue.services.filter(isOffered).map(({ id }) => id),
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: reason: the queue changes in place, `version` says when
  const calls = useMemo(() => latestCalls(queue, catalogue, zone), [queue, catalogue, zone, version])
  // biome-ignore lint/correctness/useExhaustiveDependencies: reason: as above
  const waiting = useMemo(
    () => waitingByService(queue, catalogue, foretold, zone),
    [queue, catalogue, foretold, zone, version],
  )
  const hasVoice = isVoiceTime(queue, catalogue.center, device.replica.day, now)
  const speaking = useHallVoice(player, { calls, hasVoice, clockErrorMs })
  return {
    catalogue,
    zone: here,
    hall: hallOf(queue, catalogue.center, device.replica.day, now),
    status: device.status,
    now,
    calls: useBoard(calls, now),
    waiting,
    soundBlocked: useSoundBlocked(player),
    speaking,
    // Heard at once, so that whoever touched the screen knows how loud it is.
    onEnableSound: () => void player?.unlock().then(() => player.play(['chime'])),
  }
}

function useBoard(calls: readonly DisplayedCall[], now: InstantMs): readonly ShownCall[] {
  const [board, setBoard] = useState<readonly ShownCall[]>([])
  useEffect(() => setBoard(before => boardAfter(before, calls, now)), [calls, now])
  return board
}

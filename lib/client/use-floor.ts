import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import type { Catalogue } from '@/lib/domain/catalogue'
import type { CenterLook } from '@/lib/domain/center-watch'
import { type Floor, floorOf } from '@/lib/domain/floor'
import { type FloorDevice, worstFirst } from '@/lib/domain/floor-devices'
import type { Queue } from '@/lib/domain/fold'
import type { DeviceId, InstantMs, Surface } from '@/lib/domain/ids'
import { browserConsolePorts, ConsoleReplica } from './console-replica'
import type { ConsoleBarrier } from './console-replica-session'
import type { DeviceReport } from './device-health'
import { reportFault } from './fault-log'
import type { LinkStatus } from './link-status'
import type { Watched } from './observed'
import { useCenterWatch } from './use-center-watch'
import { useEstimates } from './use-estimates'
import { useQueue } from './use-queue'

/** A device of the center, as the catalogue of devices has it. */
export type KnownDevice = { readonly device: DeviceId; readonly label: string; readonly surface: Surface }

/** Why nothing can be done from here now. */
export type ActionsOff = 'offline' | 'halted' | ConsoleBarrier

/** What every page that lives by the queue of today is given. */
export type LiveQueue = {
  readonly queue: Queue
  /** Grows with every change of the queue, which changes in place. */
  readonly version: number
  readonly status: LinkStatus
  /** Null while actions can be sent. */
  readonly off: ActionsOff | null
  /** False until the first time that the whole day was read. */
  readonly isRead: boolean
  readonly time: Watched<InstantMs>
  /** Who needs somebody comes first. */
  readonly devices: readonly FloorDevice[]
}

export type FloorView = LiveQueue & {
  readonly floor: Floor
  /** Null until the first look at the center is done. */
  readonly look: CenterLook | null
}

/** The queue of today for as long as a page is open; null until it is opened, and while the page is drawn by the server. */
export function useConsoleReplica({ center }: Pick<Catalogue, 'center'>): ConsoleReplica | null {
  const { id, timeZone } = center
  const [opened, setOpened] = useState<ConsoleReplica | null>(null)
  useEffect(() => {
    let isLeft = false
    let own: ConsoleReplica | null = null
    ConsoleReplica.open({ center: id, timeZone }, browserConsolePorts())
      .then(made => {
        if (isLeft) return made.close()
        own = made
        setOpened(made)
      })
      .catch((fault: unknown) => reportFault('open the queue of today', fault))
    return () => {
      isLeft = true
      own?.close()
      setOpened(null)
    }
  }, [id, timeZone])
  return opened
}

export function useLiveQueue(console: ConsoleReplica, known: readonly KnownDevice[]): LiveQueue {
  const { queue, version } = useQueue(console.replica)
  const status = useWatched(console.status)
  const halt = useWatched(console.halt)
  const barrier = useWatched(console.barrier)
  const reports = useWatched(console.reports)
  const isRead = useOnce(status.rung !== 'offline')
  // biome-ignore lint/correctness/useExhaustiveDependencies: reason: the queue changes in place, `version` says when
  const devices = useMemo(() => floorDevices(known, queue, reports), [known, queue, version, reports])
  const off = barrier ?? (halt ? 'halted' : status.rung === 'offline' ? 'offline' : null)
  return { queue, version, status, off, isRead, time: console.time, devices }
}

/** A center's floor, from the queue alone: what moves is drawn with the event that moved it. */
export function useFloor(console: ConsoleReplica, catalogue: Catalogue, known: readonly KnownDevice[]): FloorView {
  const live = useLiveQueue(console, known)
  const { queue, version, status } = live
  const { replica, reach, now } = console
  const watched = { replica, reach, status, now }
  const estimates = useEstimates(watched, catalogue)
  const watch = useCenterWatch(watched, estimates, catalogue, SUPERVISOR)
  // biome-ignore lint/correctness/useExhaustiveDependencies: reason: as above
  const floor = useMemo(() => floorOf(queue, catalogue), [queue, catalogue, version])
  return { ...live, floor, look: watch?.look ?? null }
}

/** The page asks nobody to be one: whoever may not see the center never gets here. */
const SUPERVISOR = { role: 'supervisor' } as const

export function useWatched<Value>({ subscribe, get }: Watched<Value>): Value {
  return useSyncExternalStore(subscribe, get, get)
}

/** True from the first time on. */
function useOnce(isSo: boolean): boolean {
  const [was, setWas] = useState(false)
  if (isSo && !was) setWas(true)
  return was || isSo
}

function floorDevices(
  known: readonly KnownDevice[],
  { roster, dayState }: Queue,
  reports: ReadonlyMap<DeviceId, DeviceReport>,
): readonly FloorDevice[] {
  const devices = known
    .filter(({ device }) => !roster.revoked.has(device))
    .map(each => {
      const report = reports.get(each.device)
      return {
        ...each,
        isConnected: report !== undefined && report.connectedSince !== null,
        heardAt: report?.heardAt ?? null,
        clockOffsetMs: report?.clockOffsetMs ?? null,
        says: report?.health ?? null,
        isPaused: dayState.pausedKiosks.has(each.device),
      }
    })
  return worstFirst(devices)
}

import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import type { Catalogue } from '@/lib/domain/catalogue'
import type { InstantMs, Language, TicketId } from '@/lib/domain/ids'
import { type Result, refuse } from '@/lib/domain/result'
import type { PrintState } from '@/lib/domain/ticket'
import type { ClockError } from './clock-error'
import type { DeviceHealth } from './device-health'
import { reportFault } from './fault-log'
import { type CornerRefusal, openCorner, pauseOwnKiosk, ticketNumbered } from './kiosk-staff'
import type { PrintOutcome } from './printer'
import type { KioskPrinter } from './printer-of-kiosk'
import { testPaper } from './printer-test-paper'
import type { ReadyDevice } from './running-device'
import { type PrinterChoiceView, usePrinterChoice } from './use-printer'

export type ReprintOutcome = PrintState | 'unknown_number' | 'failed'

/** The staff corner of a kiosk: what it shows, and what can be done there. All of it works without a network. */
export type StaffCornerView = {
  /** False until the console has set one, and this kiosk has heard of it. */
  readonly isPinSet: boolean
  readonly onUnlock: (pin: string) => Promise<Result<undefined, CornerRefusal>>
  readonly isPaused: boolean
  /** Resolves to false when it could not be stored. */
  readonly onPause: (isPaused: boolean) => Promise<boolean>
  readonly onTestPaper: (language: Language) => Promise<PrintOutcome>
  readonly onReprint: (number: string) => Promise<ReprintOutcome>
  /** The letters that a number of today may begin with. */
  readonly letters: readonly string[]
  readonly printer: PrinterChoiceView
  /** Null until it was measured once. */
  readonly health: DeviceHealth | null
  readonly clockError: ClockError | null
  /** When the server last had more of this kiosk than before; null: not since the start. */
  readonly acknowledgedAt: InstantMs | null
}

type StaffCornerParts = {
  readonly device: ReadyDevice
  readonly catalogue: Catalogue
  readonly printer: KioskPrinter
  readonly reprint: (ticket: TicketId) => Promise<PrintState>
}

export function useStaffCorner({ device, catalogue, printer, reprint }: StaffCornerParts): StaffCornerView {
  const { replica, identity, database, clockError } = device
  const health = useSyncExternalStore(device.health.subscribe, device.health.get, device.health.get)
  const acknowledgedAt = useAcknowledgedAt(device.status.pendingCount)
  const { center, services } = catalogue
  const pin = center.kioskPin ?? null
  const letters = useMemo(() => [...new Set(services.map(({ letter }) => letter))].sort(), [services])
  const paper = (language: Language) => {
    const [now, { origin }] = [Date.now(), location]
    return testPaper({ center, language, kioskLabel: identity.label, now, origin })
  }
  return {
    ...{ health, clockError, acknowledgedAt, letters },
    isPinSet: pin !== null,
    isPaused: replica.queue.dayState.pausedKiosks.has(identity.device),
    onUnlock: typed =>
      openCorner(database, pin ?? '', typed, Date.now()).catch(fault => {
        reportFault('open the staff corner', fault)
        return refuse({ code: 'store_unavailable' } as const)
      }),
    onPause: isPaused => pauseOwnKiosk(replica, identity.device, isPaused),
    onTestPaper: language =>
      paper(language)
        .then(made => printer.print(made))
        .catch(fault => {
          reportFault('print a test paper', fault)
          return { kind: 'failed', reason: 'error' } as const
        }),
    onReprint: async number => {
      const ticket = ticketNumbered(replica, number)
      if (ticket === null) return 'unknown_number'
      return await reprint(ticket).catch(fault => {
        reportFault('reprint', fault)
        return 'failed' as const
      })
    },
    printer: usePrinterChoice(printer),
  }
}

/** Fewer events are pending than a moment ago: the server has just taken some. */
function useAcknowledgedAt(pendingCount: number): InstantMs | null {
  const before = useRef(pendingCount)
  const [at, setAt] = useState<InstantMs | null>(null)
  useEffect(() => {
    if (pendingCount < before.current) setAt(Date.now())
    before.current = pendingCount
  }, [pendingCount])
  return at
}

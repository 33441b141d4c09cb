'use client'

import { useMemo, useSyncExternalStore } from 'react'
import { Kiosk } from '@/components/kiosk/kiosk'
import { PaperTicket } from '@/components/ticket/paper-ticket'
import { reportFault } from '@/lib/client/fault-log'
import { browserPrinter } from '@/lib/client/printer'
import type { ReadyDevice } from '@/lib/client/running-device'
import { useChime } from '@/lib/client/use-chime'
import { usePrinterHealth, useSoundHealth } from '@/lib/client/use-device-health'
import { useKiosk } from '@/lib/client/use-kiosk'
import type { Catalogue } from '@/lib/domain/catalogue'
import { DeviceSurface } from '../device-surface'

export function KioskSurface() {
  return (
    <DeviceSurface surface="kiosk">
      {(device, catalogue, onBusyChange) => <ReadyKiosk {...{ device, catalogue, onBusyChange }} />}
    </DeviceSurface>
  )
}

type ReadyKioskProps = { device: ReadyDevice; catalogue: Catalogue; onBusyChange: (busy: boolean) => void }

function ReadyKiosk({ device, catalogue, onBusyChange }: ReadyKioskProps) {
  const printer = useMemo(() => browserPrinter(reportFault), [])
  const paper = useSyncExternalStore(printer.paper.subscribe, printer.paper.get, () => null)
  const view = useKiosk(device, catalogue, printer)
  const chime = useChime()
  useSoundHealth(device, chime)
  usePrinterHealth(device, printer)
  return (
    <>
      <Kiosk {...view} onBusyChange={onBusyChange} onIdleWarning={() => void chime?.play()} />
      {paper && <PaperTicket {...paper} />}
    </>
  )
}

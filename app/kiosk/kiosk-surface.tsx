'use client'

import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { Kiosk } from '@/components/kiosk/kiosk'
import { PaperTicket } from '@/components/ticket/paper-ticket'
import { Chime } from '@/lib/client/chime'
import { reportFault } from '@/lib/client/fault-log'
import { browserPrinter } from '@/lib/client/printer'
import type { ReadyDevice } from '@/lib/client/running-device'
import { useKiosk } from '@/lib/client/use-kiosk'
import { useWorker } from '@/lib/client/worker-registration'
import type { Catalogue } from '@/lib/domain/catalogue'
import { DeviceSurface } from '../device-surface'

export function KioskSurface() {
  return (
    <DeviceSurface surface="kiosk">
      {(device, catalogue) => <ReadyKiosk device={device} catalogue={catalogue} />}
    </DeviceSurface>
  )
}

function ReadyKiosk({ device, catalogue }: { device: ReadyDevice; catalogue: Catalogue }) {
  const printer = useMemo(() => browserPrinter(reportFault), [])
  const paper = useSyncExternalStore(printer.paper.subscribe, printer.paper.get, () => null)
  const view = useKiosk(device, catalogue, printer)
  const [isBusy, setBusy] = useState(false)
  const chime = useChime()
  useWorker(isBusy || paper !== null)
  return (
    <>
      <Kiosk {...view} onBusyChange={setBusy} onIdleWarning={() => void chime?.play()} />
      {paper && <PaperTicket {...paper} />}
    </>
  )
}

function useChime(): Chime | null {
  const [chime, setChime] = useState<Chime | null>(null)
  useEffect(() => {
    const opened = new Chime(reportFault)
    setChime(opened)
    return () => void opened.close()
  }, [])
  return chime
}

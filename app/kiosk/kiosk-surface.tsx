'use client'

import { useSyncExternalStore } from 'react'
import { Kiosk } from '@/components/kiosk/kiosk'
import { PaperTicket } from '@/components/ticket/paper-ticket'
import type { OnBusyChange } from '@/lib/client/busy'
import { useKioskVoice } from '@/lib/client/kiosk-access-voice'
import type { ReadyDevice } from '@/lib/client/running-device'
import { useSoundHealth, useSoundPlayer } from '@/lib/client/sound-hooks'
import { usePrinterHealth } from '@/lib/client/use-device-health'
import { useKiosk } from '@/lib/client/use-kiosk'
import { useKioskPrinter } from '@/lib/client/use-printer'
import type { Catalogue } from '@/lib/domain/catalogue'
import { DeviceSurface } from '../device-surface'

export function KioskSurface() {
  return (
    <DeviceSurface surface="kiosk">
      {(device, catalogue, onBusyChange) => <ReadyKiosk {...{ device, catalogue, onBusyChange }} />}
    </DeviceSurface>
  )
}

type ReadyKioskProps = { device: ReadyDevice; catalogue: Catalogue; onBusyChange: OnBusyChange }

function ReadyKiosk({ device, catalogue, onBusyChange }: ReadyKioskProps) {
  const printer = useKioskPrinter(device.database)
  const paper = useSyncExternalStore(printer.paper.subscribe, printer.paper.get, () => null)
  const { width } = useSyncExternalStore(printer.setting.subscribe, printer.setting.get, printer.setting.get)
  const view = useKiosk(device, catalogue, printer)
  const player = useSoundPlayer()
  const say = useKioskVoice(player)
  useSoundHealth(device, player)
  usePrinterHealth(device, printer)
  return (
    <>
      <Kiosk {...view} onBusyChange={onBusyChange} onIdleWarning={() => void player?.play(['reminder'])} onSay={say} />
      {paper && <PaperTicket paper={paper} width={width} />}
    </>
  )
}

'use client'

import { type ReactNode, useEffect, useState } from 'react'
import { DeviceNotice } from '@/components/device/device-notice'
import { HaltNotice } from '@/components/device/halt-notice'
import { Enroll } from '@/components/enroll/enroll'
import { useEnrollment } from '@/lib/client/enroll-here'
import { reportFault } from '@/lib/client/fault-log'
import type { ReadyDevice } from '@/lib/client/running-device'
import { useSlot } from '@/lib/client/slot'
import { useDevice } from '@/lib/client/use-device'
import { keepScreenOn } from '@/lib/client/wake-lock'
import { useWorker } from '@/lib/client/worker-registration'
import type { Catalogue } from '@/lib/domain/catalogue'
import type { Surface } from '@/lib/domain/ids'

/** `onBusyChange(true)` holds updates of the program back. */
type Draw = (device: ReadyDevice, catalogue: Catalogue, onBusyChange: (busy: boolean) => void) => ReactNode

/** A surface of this browser: says what stands in its way, or draws it. Installs itself for the time without a network. */
export function DeviceSurface({ surface, children }: { surface: Surface; children: Draw }) {
  const slot = useSlot()
  const [isBusy, setBusy] = useState(false)
  useWorker(isBusy)
  useEffect(() => keepScreenOn(reportFault), [])
  if (slot === null) return <DeviceNotice title={t => t('device.opening')} />
  return (
    <OpenSurface surface={surface} slot={slot}>
      {(device, catalogue) => children(device, catalogue, setBusy)}
    </OpenSurface>
  )
}

type DrawReady = (device: ReadyDevice, catalogue: Catalogue) => ReactNode

function OpenSurface({ surface, slot, children }: { surface: Surface; slot: string; children: DrawReady }) {
  const device = useDevice(surface, slot)
  switch (device.kind) {
    case 'opening':
      return <DeviceNotice title={t => t('device.opening')} />
    case 'unenrolled':
      return <EnrollHere />
    case 'store_lost':
      return <DeviceNotice title={t => t('device.storeLostTitle')} next={t => t('device.storeLostNext')} />
    case 'read_only':
      return <DeviceNotice title={t => t('blocked.readOnlyTitle')} next={t => t('blocked.readOnlyNext')} />
    case 'failed':
      return <DeviceNotice title={t => t('device.failedTitle')} next={t => t('device.failedNext')} />
    case 'ready':
      return (
        <>
          {device.catalogue ? children(device, device.catalogue) : <FirstConnection />}
          {device.halt && <HaltNotice timeZone={device.identity.timeZone} />}
        </>
      )
  }
}

function FirstConnection() {
  return <DeviceNotice title={t => t('device.catalogueTitle')} next={t => t('device.catalogueNext')} />
}

/** Asks for a code, or takes the one in the link. */
export function EnrollHere() {
  const { state, submit } = useEnrollment()
  return <Enroll state={state} timeZone="Africa/Douala" onSubmit={submit} />
}

'use client'

import { type ReactNode, useEffect, useState } from 'react'
import { BackButton } from '@/components/device/back-button'
import { DeviceNotice } from '@/components/device/device-notice'
import { RetiredNotice } from '@/components/device/retired-notice'
import { WorkingSurface } from '@/components/device/working-surface'
import { Enroll } from '@/components/enroll/enroll'
import type { Busy, OnBusyChange } from '@/lib/client/busy'
import { useEnrollment } from '@/lib/client/enroll-here'
import { reportFault } from '@/lib/client/fault-log'
import type { RetiredDevice } from '@/lib/client/retired-device'
import type { ReadyDevice } from '@/lib/client/running-device'
import { useSlot } from '@/lib/client/slot'
import { useDevice } from '@/lib/client/use-device'
import { useScreenHealth } from '@/lib/client/use-device-health'
import { keepScreenOn } from '@/lib/client/wake-lock'
import { useWorker } from '@/lib/client/worker-registration'
import type { Catalogue } from '@/lib/domain/catalogue'
import type { Surface } from '@/lib/domain/ids'

type Draw = (device: ReadyDevice, catalogue: Catalogue, onBusyChange: OnBusyChange) => ReactNode

/** A surface of this browser: says what stands in its way, or draws it. Installs itself for the time without a network. */
export function DeviceSurface({ surface, children }: { surface: Surface; children: Draw }) {
  const slot = useSlot()
  const [busy, setBusy] = useState<Busy>(null)
  const [isOutdated, setOutdated] = useState(false)
  useWorker(busy !== null, isOutdated)
  const [isAwake, setAwake] = useState(false)
  useEffect(() => keepScreenOn(reportFault, setAwake), [])
  if (slot === null) return <DeviceNotice title={t => t('device.opening')} />
  return (
    <OpenSurface {...{ surface, slot, isAwake, busy }} onOutdated={setOutdated}>
      {(device, catalogue) => children(device, catalogue, setBusy)}
    </OpenSurface>
  )
}

type DrawReady = (device: ReadyDevice, catalogue: Catalogue) => ReactNode
type OpenSurfaceProps = {
  surface: Surface
  slot: string
  isAwake: boolean
  busy: Busy
  onOutdated: (outdated: boolean) => void
  children: DrawReady
}

function OpenSurface({ surface, slot, isAwake, busy, onOutdated, children }: OpenSurfaceProps) {
  const device = useDevice(surface, slot)
  const isOutdated = device.kind === 'ready' && device.halt === 'client_too_old'
  useEffect(() => onOutdated(isOutdated), [isOutdated, onOutdated])
  switch (device.kind) {
    case 'opening':
      return <DeviceNotice title={t => t('device.opening')} />
    case 'unenrolled':
      return <EnrollHere />
    case 'unusable':
      return <Unusable reason={device.reason} />
    case 'read_only':
      return <DeviceNotice title={t => t('blocked.readOnlyTitle')} next={t => t('blocked.readOnlyNext')} />
    case 'failed':
      return <DeviceNotice title={t => t('device.failedTitle')} next={t => t('device.failedNext')} />
    case 'revoked':
    case 'store_lost':
    case 'damaged':
      return <Retired device={device} />
    case 'ready':
      return (
        <WorkingSurface device={device} busy={busy}>
          <ScreenTold device={device} isAwake={isAwake} />
          {device.catalogue ? children(device, device.catalogue) : <FirstConnection />}
        </WorkingSurface>
      )
  }
}

/** Draws nothing: whether the screen is kept on is part of how the device is. */
function ScreenTold({ device, isAwake }: { device: ReadyDevice; isAwake: boolean }) {
  useScreenHealth(device, isAwake)
  return null
}

function Unusable({ reason }: { reason: 'insecure' | 'storage_forbidden' }) {
  return reason === 'insecure' ? (
    <DeviceNotice title={t => t('device.insecureTitle')} next={t => t('device.insecureNext')} />
  ) : (
    <DeviceNotice title={t => t('device.storageForbiddenTitle')} next={t => t('device.storageForbiddenNext')} />
  )
}

/** Out of service, until somebody types a new code here. */
function Retired({ device }: { device: RetiredDevice }) {
  const [isEnrolling, setEnrolling] = useState(false)
  if (!isEnrolling) return <RetiredNotice device={device} onEnroll={() => setEnrolling(true)} />
  return <EnrollHere onBack={() => setEnrolling(false)} />
}

function FirstConnection() {
  return <DeviceNotice title={t => t('device.catalogueTitle')} next={t => t('device.catalogueNext')} />
}

/** Asks for a code, or takes the one in the link. */
export function EnrollHere({ onBack }: { onBack?: () => void }) {
  const { state, submit } = useEnrollment()
  return (
    <>
      <Enroll state={state} timeZone="Africa/Douala" onSubmit={submit} />
      {onBack && state !== 'working' && state !== 'done' && <BackButton onPress={onBack} />}
    </>
  )
}

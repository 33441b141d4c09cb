'use client'

import type { ComponentType, ReactNode } from 'react'
import { useLoaded } from '@/lib/client/use-loaded'
import { DeviceNotice } from './device-notice'

type LaterProps<Props> = {
  /** The same function each time. */
  load: () => Promise<ComponentType<Props>>
  props: Props
  /** Beside the notice that it did not come. */
  whenFailed: ReactNode
}

/** A screen whose program comes when it is first shown, so that the first screen does not wait for it. */
export function Later<Props extends object>({ load, props, whenFailed }: LaterProps<Props>) {
  const loaded = useLoaded(load)
  if (loaded === null) return null
  if (loaded === 'failed')
    return (
      <DeviceNotice title={t => t('device.partTitle')} next={t => t('device.partNext')}>
        {whenFailed}
      </DeviceNotice>
    )
  const Screen = loaded.part
  return <Screen {...props} />
}

'use client'

import { useEffect, useEffectEvent } from 'react'
import { Later } from '@/components/device/later'
import type { DurationMs } from '@/lib/domain/ids'
import type { StaffCornerProps } from './staff-corner'

const TOLD_MS: DurationMs = 10_000

const loadCorner = async () => (await import('./staff-corner')).StaffCorner

/** The staff corner, whose program a kiosk loads when it is first opened. Without it the kiosk says so, and goes on. */
export function CornerLater(props: StaffCornerProps) {
  return <Later load={loadCorner} props={props} whenFailed={<ClosesItself onClose={props.onClose} />} />
}

function ClosesItself({ onClose }: { onClose: () => void }) {
  const close = useEffectEvent(onClose)
  useEffect(() => {
    const timer = setTimeout(() => close(), TOLD_MS)
    return () => clearTimeout(timer)
  }, [])
  return null
}

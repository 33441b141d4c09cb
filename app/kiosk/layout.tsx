import type { Metadata } from 'next'
import type { ReactNode } from 'react'

export const metadata: Metadata = { manifest: '/manifests/kiosk.webmanifest' }

export default function KioskLayout({ children }: { children: ReactNode }) {
  return children
}

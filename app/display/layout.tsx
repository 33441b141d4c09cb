import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'

export const metadata: Metadata = { manifest: '/manifests/display.webmanifest' }

/** No pinch: a screen that a visitor has zoomed into is a broken screen for the next one. */
export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  maximumScale: 1,
  userScalable: false,
  themeColor: '#0b4a38',
}

export default function DisplayLayout({ children }: { children: ReactNode }) {
  return children
}

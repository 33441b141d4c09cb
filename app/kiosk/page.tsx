import { KioskSurface } from './kiosk-surface'

/** Static, so that the service worker can hold it: it opens without any server. */
export const dynamic = 'error'

export default function KioskPage() {
  return <KioskSurface />
}

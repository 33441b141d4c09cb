import { createRoot } from 'react-dom/client'
import { DeviceSurface } from '@/app/device-surface'
import { closeDatabase, databaseName, deviceDatabase } from '@/lib/client/device-database'

/** The surface of a kiosk as the program has it, in a browser without a server. */

const page = {
  async noteRevocation() {
    const database = deviceDatabase(databaseName('kiosk', ''))
    const value = { device: 'k3f9xq', center: 1, surface: 'kiosk', label: 'Borne 1' }
    await database.meta.put({ key: 'revoked', value })
    closeDatabase(database)
  },
  show() {
    const root = document.createElement('div')
    document.body.append(root)
    createRoot(root).render(<DeviceSurface surface="kiosk">{() => null}</DeviceSurface>)
  },
}

export type DeviceSurfacePage = typeof page

Object.assign(globalThis, { deviceSurface: page })

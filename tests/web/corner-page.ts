import { deviceDatabase } from '@/lib/client/device-database'
import { openCorner } from '@/lib/client/kiosk-staff'

/** The lock of the staff corner, on the store of a device. */
const database = deviceDatabase('guichet-kiosk')

async function tryPin(hash: string, pin: string, now: number): Promise<string> {
  const outcome = await openCorner(database, hash, pin, now)
  if (outcome.ok) return 'open'
  return 'waitMs' in outcome.refusal ? `${outcome.refusal.code} ${outcome.refusal.waitMs}` : outcome.refusal.code
}

Object.assign(globalThis, { tryPin })

import * as z from 'zod/mini'
import { CenterId, DeviceId, Surface } from '@/lib/domain/ids'
import { type DeviceDatabase, readMeta, writeMeta } from './device-database'
import type { DeviceIdentity } from './device-identity'
import { putAside } from './unsent-events'

const REVOKED = 'revoked'

/** What a revoked device still says of itself. */
const Revocation = z.object({ device: DeviceId, center: CenterId, surface: Surface, label: z.string() })
export type Revocation = z.infer<typeof Revocation>

/** Null while the device is in service. Known from the store alone, so that a start without a network knows it too. */
export async function readRevocation(database: DeviceDatabase): Promise<Revocation | null> {
  return await readMeta(database, REVOKED, Revocation)
}

/**
 * Takes the device out of service: its keys are gone in the same transaction that notes why, and what it had not sent
 * is put aside. Durable when it resolves; `erasePrivateData` does the rest, and may be repeated.
 */
export async function revokeHere(
  database: DeviceDatabase,
  { device, center, surface, label }: DeviceIdentity,
): Promise<Revocation> {
  const { durable, wal, meta, strays } = database
  const revocation: Revocation = { device, center, surface, label }
  await durable.transaction('rw', [wal, meta, strays], async () => {
    await putAside(database, center, null)
    await wal.clear()
    await meta.clear()
    await writeMeta(database, REVOKED, revocation)
  })
  return revocation
}

/** The documents of all days, the catalogue with the names of the staff, and what visitors typed, sealed as it is. */
export async function erasePrivateData(database: DeviceDatabase): Promise<void> {
  await database.docs.clear()
  await eraseCollections(database.name)
}

/** Those of every identity that this browser had. By name, since the code that made them may not be loaded. */
export async function eraseCollections(databaseName: string): Promise<void> {
  const databases = await indexedDB.databases()
  const ours = [`${databaseName}-catalogue-`, `${databaseName}-intake-`]
  const names = databases.flatMap(({ name }) => (name && ours.some(part => name.includes(part)) ? [name] : []))
  await Promise.all(names.map(deleteDatabase))
}

/** Waits for those who still have it open. */
function deleteDatabase(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name)
    request.onsuccess = () => resolve()
    request.onerror = () => reject(request.error)
  })
}

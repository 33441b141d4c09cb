import type { CenterId, DeviceId } from '@/lib/domain/ids'
import type { DevicePorts } from './browser-ports'
import { closeDatabase, deviceDatabase } from './device-database'
import { countUnsent, markExported, type SavedFile, unsentFile } from './unsent-events'

/** Who the device was, as far as its store still knows. */
export type FormerIdentity = { readonly device: DeviceId; readonly center: CenterId; readonly label: string }

/** A device that may not work any more. What it had not sent can be saved to a file; a new code makes it a new device. */
export type RetiredDevice = {
  readonly kind: 'revoked' | 'store_lost' | 'damaged'
  readonly former: FormerIdentity | null
  readonly unsentCount: number
  readonly saveUnsent: () => Promise<SavedFile>
}

/** Never rejects: what cannot be counted is not offered. */
export async function retiredDevice(
  kind: RetiredDevice['kind'],
  former: FormerIdentity | null,
  name: string,
  ports: DevicePorts,
): Promise<RetiredDevice> {
  const saveUnsent = () => saveUnsentOf(name, former, ports)
  const database = deviceDatabase(name)
  try {
    return { kind, former, unsentCount: await countUnsent(database), saveUnsent }
  } catch (fault) {
    ports.onFault('count what was not sent', fault)
    return { kind, former, unsentCount: 0, saveUnsent }
  } finally {
    closeDatabase(database)
  }
}

/** Saves all that the server does not have to a file, and notes that it is in one. Rejects when the store fails. */
export async function saveUnsentOf(
  name: string,
  former: Pick<FormerIdentity, 'device' | 'center'> | null,
  { clock, saveFile }: Pick<DevicePorts, 'clock' | 'saveFile'>,
): Promise<SavedFile> {
  const database = deviceDatabase(name)
  try {
    const owner = { device: former?.device ?? null, center: former?.center ?? null }
    const { text, ...saved } = await unsentFile(database, owner, clock.now())
    saveFile(saved.name, text)
    await markExported(database)
    return saved
  } finally {
    closeDatabase(database)
  }
}

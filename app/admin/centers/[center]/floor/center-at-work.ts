import { serverContext } from '@/app/api/context'
import type { KnownDevice } from '@/lib/client/use-floor'
import type { Catalogue } from '@/lib/domain/catalogue'
import type { CenterId } from '@/lib/domain/ids'
import { readCatalogue } from '@/lib/server/catalogue'
import { listDevices } from '@/lib/server/devices'

type CenterAtWork = { readonly catalogue: Catalogue; readonly devices: readonly KnownDevice[] }

/** What a page that lives by the queue must be told beside it: names, and which devices there are. */
export async function readCenterAtWork(center: CenterId): Promise<CenterAtWork> {
  const { database } = serverContext()
  const [catalogue, devices] = await Promise.all([
    database.begin(sql => readCatalogue(sql, center)),
    listDevices(database, center),
  ])
  const inService = devices.filter(({ revokedAt }) => revokedAt === null)
  return { catalogue, devices: inService.map(({ id: device, label, surface }) => ({ device, label, surface })) }
}

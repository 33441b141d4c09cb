import { requireCenter } from '@/app/admin/signed-in'
import { serverContext } from '@/app/api/context'
import { CENTER_PAGES } from '@/components/admin/console-pages'
import { Devices } from '@/components/admin/devices/devices'
import { listDevices } from '@/lib/server/console/devices'

export default async function DevicesPage({ params }: { params: Promise<{ center: string }> }) {
  const { center: named } = await params
  const { center } = await requireCenter(`/admin/centers/${named}/devices`, named, CENTER_PAGES.devices)
  return <Devices center={center} rows={await listDevices(serverContext().database.sql, center.id)} />
}

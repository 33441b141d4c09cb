import { serverContext } from '@/app/api/context'
import { Services } from '@/components/admin/catalogue/services'
import { listServices } from '@/lib/server/console/services'
import { requireCenter } from '../../../signed-in'

export default async function ServicesPage({ params }: { params: Promise<{ center: string }> }) {
  const { center: named } = await params
  const { center } = await requireCenter(`/admin/centers/${named}/services`, named, 'full_access')
  return <Services center={center.id} services={await listServices(serverContext().database, center.id)} />
}

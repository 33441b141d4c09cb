import { serverContext } from '@/app/api/context'
import { Stations } from '@/components/admin/catalogue/stations'
import { listServices } from '@/lib/server/console/services'
import { listStations } from '@/lib/server/console/stations'
import { requireCenter } from '../../../signed-in'

export default async function StationsPage({ params }: { params: Promise<{ center: string }> }) {
  const { center: named } = await params
  const { center } = await requireCenter(`/admin/centers/${named}/stations`, named, 'full_access')
  const { database } = serverContext()
  const [stations, services] = await Promise.all([listStations(database, center.id), listServices(database, center.id)])
  return <Stations center={center.id} stations={stations} services={services} />
}

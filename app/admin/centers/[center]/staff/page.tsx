import { serverContext } from '@/app/api/context'
import { Staff } from '@/components/admin/catalogue/staff'
import { may } from '@/lib/domain/permissions'
import { listServices } from '@/lib/server/console/services'
import { listStaff } from '@/lib/server/console/staff'
import { listStations } from '@/lib/server/console/stations'
import { requireCenter } from '../../../signed-in'

export default async function StaffPage({ params }: { params: Promise<{ center: string }> }) {
  const { center: named } = await params
  const { person, center } = await requireCenter(`/admin/centers/${named}/staff`, named, 'agent_management')
  const { database } = serverContext()
  const [staff, services, stations] = await Promise.all([
    listStaff(database, center.id),
    listServices(database, center.id),
    listStations(database, center.id),
  ])
  return (
    <Staff
      center={center.id}
      staff={staff}
      services={services}
      stations={stations}
      maySupervisors={may(person, 'full_access', center.id)}
    />
  )
}

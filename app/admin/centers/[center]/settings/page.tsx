import { Settings } from '@/components/admin/settings/settings'
import { serviceDayOf } from '@/lib/domain/service-day'
import { requireCenter } from '../../../signed-in'

export default async function SettingsPage({ params }: { params: Promise<{ center: string }> }) {
  const { center: named } = await params
  const { center } = await requireCenter(`/admin/centers/${named}/settings`, named, 'full_access')
  // A form begins anew with what another form of this page has changed.
  return <Settings key={center.revision} center={center} today={serviceDayOf(Date.now(), center.timeZone)} />
}

import { NewCenter } from '@/components/admin/centers/new-center'
import { ConsolePage } from '../../console-page'
import { requireEveryCenter } from '../../signed-in'

export default async function NewCenterPage() {
  return (
    <ConsolePage person={await requireEveryCenter('/admin/centers/new')}>
      <NewCenter />
    </ConsolePage>
  )
}

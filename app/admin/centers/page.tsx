import { notFound } from 'next/navigation'
import { serverContext } from '@/app/api/context'
import { Centers } from '@/components/admin/centers/centers'
import { may } from '@/lib/domain/permissions'
import { listCenters } from '@/lib/server/console/centers'
import { ConsolePage } from '../console-page'
import { requireSignedIn } from '../signed-in'

export default async function CentersPage() {
  const person = await requireSignedIn('/admin/centers')
  const centers = await listCenters(serverContext().database, person)
  const mayCreate = may(person, 'full_access', null)
  if (centers.length === 0 && !mayCreate) notFound()
  return (
    <ConsolePage person={person}>
      <Centers centers={centers} mayCreate={mayCreate} />
    </ConsolePage>
  )
}

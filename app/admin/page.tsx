import { redirect } from 'next/navigation'
import { serverContext } from '@/app/api/context'
import { centerPath } from '@/components/admin/console-pages'
import { may } from '@/lib/domain/permissions'
import { listCenters } from '@/lib/server/console/centers'
import { requireSignedIn } from './signed-in'

/** Where a person begins: the floor of the only center he looks after, a choice of several, or what is his own. */
export default async function AdminPage() {
  const person = await requireSignedIn('/admin')
  const [center, another] = await listCenters(serverContext().database, person)
  if (center && !another) redirect(centerPath(center.id, 'floor'))
  redirect(center || may(person, 'full_access', null) ? '/admin/centers' : '/admin/account')
}

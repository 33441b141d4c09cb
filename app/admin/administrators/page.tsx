import { serverContext } from '@/app/api/context'
import { Administrators } from '@/components/admin/administrators'
import { listAdministrators } from '@/lib/server/console/administrators'
import { ConsolePage } from '../console-page'
import { requireEveryCenter } from '../signed-in'

export default async function AdministratorsPage() {
  const person = await requireEveryCenter('/admin/administrators')
  const administrators = await listAdministrators(serverContext().database)
  return (
    <ConsolePage person={person}>
      <Administrators administrators={administrators} self={person.user} timeZone="Africa/Douala" />
    </ConsolePage>
  )
}

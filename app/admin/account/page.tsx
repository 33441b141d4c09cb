import { headers } from 'next/headers'
import { serverContext } from '@/app/api/context'
import { Account } from '@/components/admin/account'
import { clientNetworkOf } from '@/lib/server/client-address'
import { listSessions } from '@/lib/server/people/sessions'
import { ConsolePage } from '../console-page'
import { requireSignedIn } from '../signed-in'

export default async function AccountPage() {
  const person = await requireSignedIn('/admin/account')
  const network = clientNetworkOf(await headers())
  const sessions = await listSessions({ ...serverContext(), now: Date.now() }, person.user, network)
  return (
    <ConsolePage person={person}>
      <Account
        timeZone={person.timeZone ?? 'Africa/Douala'}
        sessions={sessions.map(({ id, browser, createdAt, lastSeenAt, isSameAddress }) => ({
          id,
          browser,
          createdAt: createdAt.getTime(),
          lastSeenAt: lastSeenAt.getTime(),
          isSameAddress,
          isHere: id === person.session,
        }))}
      />
    </ConsolePage>
  )
}

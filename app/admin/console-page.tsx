import type { ReactNode } from 'react'
import { serverContext } from '@/app/api/context'
import { ConsoleFrame } from '@/components/admin/console-frame'
import { listCenters } from '@/lib/server/console/centers'
import type { SignedIn } from '@/lib/server/people/sessions'
import { consolePersonOf } from './signed-in'

/** A page of the console that is about no center in particular. */
export async function ConsolePage({ person, children }: { person: SignedIn; children: ReactNode }) {
  const centers = await listCenters(serverContext().database, person)
  return (
    <ConsoleFrame
      person={consolePersonOf(person)}
      centers={centers.map(({ id, nameFr, nameEn, active }) => ({ id, nameFr, nameEn, active }))}
    >
      {children}
    </ConsoleFrame>
  )
}

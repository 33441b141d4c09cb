import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { cookieNames } from '@/app/api/auth/cookies'
import { signedInBy } from '@/app/api/auth/gate'
import { serverContext } from '@/app/api/context'
import type { ConsolePerson } from '@/components/admin/console-frame'
import type { SignedIn } from '@/lib/server/people/sessions'

const PASSWORD_PAGE = '/admin/password'

/** Who is signed in here, or null. */
export async function findSignedInHere(): Promise<SignedIn | null> {
  const context = serverContext()
  return await signedInBy(context, (await cookies()).get(cookieNames(context).session)?.value)
}

/**
 * The one gate of every page: nobody sees it who is not signed in, or has a password that somebody else chose.
 *
 * @param page its path, to come back to
 */
export async function requireSignedIn(page: string): Promise<SignedIn> {
  const person = await findSignedInHere()
  if (!person) redirect(`/admin/sign-in?to=${encodeURIComponent(page)}`)
  if (person.mustChangePassword && page !== PASSWORD_PAGE) redirect(PASSWORD_PAGE)
  return person
}

/** What the browser needs to know of him. */
export function consolePersonOf({ employeeId, role, centerNameFr, centerNameEn }: SignedIn): ConsolePerson {
  const center = centerNameFr === null ? null : { nameFr: centerNameFr, nameEn: centerNameEn ?? centerNameFr }
  return { employeeId, role, center }
}

import { cookies } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { cookieNames } from '@/app/api/auth/cookies'
import { signedInBy } from '@/app/api/auth/gate'
import { serverContext } from '@/app/api/context'
import type { ConsolePerson } from '@/components/admin/console-frame'
import { CenterId } from '@/lib/domain/ids'
import { may, type Permission } from '@/lib/domain/permissions'
import { findCenter } from '@/lib/server/console/centers'
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

type AtCenter = { readonly person: SignedIn; readonly center: NonNullable<Awaited<ReturnType<typeof findCenter>>> }

/**
 * The gate of a page that belongs to a center. Whoever may not see it is told that there is none: also of a center that
 * there is.
 *
 * @param center as the path names it
 */
export async function requireCenter(page: string, center: string, permission: Permission): Promise<AtCenter> {
  const person = await requireSignedIn(page)
  const id = CenterId.safeParse(Number(center))
  if (!id.success || !may(person, permission, id.data)) notFound()
  const row = await findCenter(serverContext().database, id.data)
  return row ? { person, center: row } : notFound()
}

/** The gate of a page that belongs to no center, or to all of them. */
export async function requireEveryCenter(page: string): Promise<SignedIn> {
  const person = await requireSignedIn(page)
  if (!may(person, 'full_access', null)) notFound()
  return person
}

/** What the browser needs to know of him. */
export function consolePersonOf({ employeeId, role, center, centerNameFr, centerNameEn }: SignedIn): ConsolePerson {
  const names = centerNameFr === null ? null : { nameFr: centerNameFr, nameEn: centerNameEn ?? centerNameFr }
  return { employeeId, role, center: names, centerId: center }
}

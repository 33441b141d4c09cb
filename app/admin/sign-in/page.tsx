import { redirect } from 'next/navigation'
import { SignIn, type SignInNews } from '@/components/admin/sign-in'
import { localPath } from '@/lib/server/people/local-path'
import { findSignedInHere } from '../signed-in'

const NEWS: readonly SignInNews[] = ['signedOut', 'signedOutEverywhere', 'passwordChanged', 'accountMade']

type Query = { searchParams: Promise<Record<string, string | string[] | undefined>> }

/** `?to=` is a page of the console that was asked for; `?news=` what has just happened. */
export default async function SignInPage({ searchParams }: Query) {
  const query = await searchParams
  const to = localPath(query.to)
  if (await findSignedInHere()) redirect(to)
  return <SignIn to={to} news={NEWS.find(known => known === query.news) ?? null} />
}

import { notFound } from 'next/navigation'
import type { ReactNode } from 'react'
import { serverContext } from '@/app/api/context'
import { ConsoleFrame } from '@/components/admin/console-frame'
import { listCenters } from '@/lib/server/console/centers'
import { consolePersonOf, requireSignedIn } from '../../signed-in'

type CenterLayoutProps = { params: Promise<{ center: string }>; children: ReactNode }

/** Around the pages of a center. Whether a person may see one of them, each page asks by itself. */
export default async function CenterLayout({ params, children }: CenterLayoutProps) {
  const { center } = await params
  const person = await requireSignedIn(`/admin/centers/${center}/floor`)
  const centers = await listCenters(serverContext().database, person)
  const here = centers.find(({ id }) => String(id) === center)
  if (!here) notFound()
  return (
    <ConsoleFrame person={consolePersonOf(person)} center={named(here)} centers={centers.map(named)}>
      {children}
    </ConsoleFrame>
  )
}

function named({ id, nameFr, nameEn, active }: Awaited<ReturnType<typeof listCenters>>[number]) {
  return { id, nameFr, nameEn, active }
}

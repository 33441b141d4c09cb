import { requireCenter } from '@/app/admin/signed-in'
import { serverContext } from '@/app/api/context'
import { Audit } from '@/components/admin/audit/audit'
import { CENTER_PAGES } from '@/components/admin/console-pages'
import { readAuditNames, readAuditView } from './audit-view'

type AuditPageProps = {
  params: Promise<{ center: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function AuditPage({ params, searchParams }: AuditPageProps) {
  const { center: named } = await params
  const { center } = await requireCenter(`/admin/centers/${named}/audit`, named, CENTER_PAGES.audit)
  const asked = Object.entries(await searchParams).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value] as const] : [],
  )
  const { database } = serverContext()
  const [names, view] = await Promise.all([
    readAuditNames(database, center.id),
    readAuditView(database, { center: center.id, timeZone: center.timeZone }, asked, Date.now()),
  ])
  // A form and a table that are drawn anew for each address: what was typed before does not stay in them.
  return <Audit key={JSON.stringify(asked)} center={center} names={names} view={view} />
}

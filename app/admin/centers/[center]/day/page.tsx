import { requireCenter } from '@/app/admin/signed-in'
import { serverContext } from '@/app/api/context'
import { CENTER_PAGES } from '@/components/admin/console-pages'
import { DayPage } from '@/components/admin/day/day-page'
import { serviceDayOf } from '@/lib/domain/service-day'
import { readCarried } from '@/lib/server/carried-tickets'
import { dayBefore } from '@/lib/server/console/day-before'
import { readCenterAtWork } from '../floor/center-at-work'

export default async function CenterDayPage({ params }: { params: Promise<{ center: string }> }) {
  const { center: named } = await params
  const { center } = await requireCenter(`/admin/centers/${named}/day`, named, CENTER_PAGES.day)
  const { database } = serverContext()
  const day = serviceDayOf(Date.now(), center.timeZone)
  const [known, before, carried] = await Promise.all([
    readCenterAtWork(center.id),
    dayBefore(database, center.id, day),
    readCarried(database, { center: center.id, day }),
  ])
  return <DayPage {...known} before={before} carried={carried} />
}

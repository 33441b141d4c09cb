import { requireCenter } from '@/app/admin/signed-in'
import { CENTER_PAGES } from '@/components/admin/console-pages'
import { FloorPage } from '@/components/admin/floor/floor-page'
import { readCenterAtWork } from './center-at-work'

export default async function CenterFloorPage({ params }: { params: Promise<{ center: string }> }) {
  const { center: named } = await params
  const { center } = await requireCenter(`/admin/centers/${named}/floor`, named, CENTER_PAGES.floor)
  return <FloorPage {...(await readCenterAtWork(center.id))} />
}

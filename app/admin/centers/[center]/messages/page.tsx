import { serverContext } from '@/app/api/context'
import { Messages } from '@/components/admin/catalogue/messages'
import { listMessages } from '@/lib/server/console/messages'
import { requireCenter } from '../../../signed-in'

export default async function MessagesPage({ params }: { params: Promise<{ center: string }> }) {
  const { center: named } = await params
  const { center } = await requireCenter(`/admin/centers/${named}/messages`, named, 'agent_management')
  const messages = await listMessages(serverContext().database, center.id)
  return <Messages center={center.id} timeZone={center.timeZone} messages={messages} now={Date.now()} />
}

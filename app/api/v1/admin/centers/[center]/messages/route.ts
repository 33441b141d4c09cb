import { MessageFields } from '@/lib/protocol/console'
import { createIn } from '@/lib/server/console/editing'
import { listMessages, messageKind } from '@/lib/server/console/messages'
import { type AtCenter, answered, atCenter, told, withBody } from '../../../at-center'

export function GET(request: Request, context: AtCenter): Promise<Response> {
  return atCenter(request, context, 'agent_management', async ({ database }, center) =>
    told(await listMessages(database, center)),
  )
}

export function POST(request: Request, context: AtCenter): Promise<Response> {
  return atCenter(request, context, 'agent_management', (desk, center) =>
    withBody(request, MessageFields, async fields =>
      answered(await createIn(desk, messageKind(desk.now), center, fields), 201),
    ),
  )
}

import { MessageEdit } from '@/lib/protocol/console'
import { editIn } from '@/lib/server/console/editing'
import { messageKind } from '@/lib/server/console/messages'
import { answered, atCenter, idOf, type OneAtCenter, withBody } from '../../../../at-center'

export function PATCH(request: Request, context: OneAtCenter): Promise<Response> {
  return atCenter(request, context, 'agent_management', async (desk, center) => {
    const id = idOf((await context.params).id)
    return await withBody(request, MessageEdit, async ({ revision, ...fields }) =>
      answered(await editIn(desk, messageKind(desk.now), { center, id }, fields, revision)),
    )
  })
}

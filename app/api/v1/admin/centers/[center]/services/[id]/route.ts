import { ServiceEdit } from '@/lib/protocol/console'
import { editIn } from '@/lib/server/console/editing'
import { serviceKind } from '@/lib/server/console/services'
import { answered, atCenter, idOf, type OneAtCenter, withBody } from '../../../../at-center'

export function PATCH(request: Request, context: OneAtCenter): Promise<Response> {
  return atCenter(request, context, 'full_access', async (desk, center) => {
    const id = idOf((await context.params).id)
    return await withBody(request, ServiceEdit, async ({ revision, ...fields }) =>
      answered(await editIn(desk, serviceKind(desk.now), { center, id }, fields, revision)),
    )
  })
}

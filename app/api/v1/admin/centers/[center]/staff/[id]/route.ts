import { StaffEdit } from '@/lib/protocol/console'
import { editStaff } from '@/lib/server/console/staff'
import { answered, atCenter, idOf, type OneAtCenter, withBody } from '../../../../at-center'

export function PATCH(request: Request, context: OneAtCenter): Promise<Response> {
  return atCenter(request, context, 'agent_management', async (desk, center) => {
    const id = idOf((await context.params).id)
    return await withBody(request, StaffEdit, async ({ revision, ...fields }) =>
      answered(await editStaff(desk, { center, id }, fields, revision)),
    )
  })
}

import { refusalResponse } from '@/app/api/answer'
import { resetStaffPassword } from '@/lib/server/console/staff'
import { atCenter, idOf, type OneAtCenter, told } from '../../../../../at-center'

/** Another password, told once to whoever asked for it. */
export function POST(request: Request, context: OneAtCenter): Promise<Response> {
  return atCenter(request, context, 'agent_management', async (desk, center) => {
    const reset = await resetStaffPassword(desk, center, idOf((await context.params).id))
    return reset.ok ? told({ firstPassword: reset.value }) : refusalResponse(reset.refusal)
  })
}

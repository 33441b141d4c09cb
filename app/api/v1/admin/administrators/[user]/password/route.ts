import { problemResponse, refusalResponse } from '@/app/api/answer'
import { UserId } from '@/lib/domain/person'
import { resetAdministratorPassword } from '@/lib/server/console/administrators'
import { forAllCenters, told } from '../../../at-center'

/** Another password, told once to whoever asked for it. */
export async function POST(request: Request, context: { params: Promise<{ user: string }> }): Promise<Response> {
  const user = UserId.safeParse(Number((await context.params).user))
  return forAllCenters(request, 'full_access', async desk => {
    if (!user.success) return problemResponse('not_found')
    const reset = await resetAdministratorPassword(desk, user.data)
    return reset.ok ? told({ firstPassword: reset.value }) : refusalResponse(reset.refusal)
  })
}

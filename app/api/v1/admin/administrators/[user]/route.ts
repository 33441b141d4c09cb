import { problemResponse } from '@/app/api/answer'
import { UserId } from '@/lib/domain/person'
import { AdministratorEdit } from '@/lib/protocol/console'
import { setAdministratorActive } from '@/lib/server/console/administrators'
import { answered, forAllCenters, withBody } from '../../at-center'

/** Retires an administrator, or takes him back. */
export async function PATCH(request: Request, context: { params: Promise<{ user: string }> }): Promise<Response> {
  const user = UserId.safeParse(Number((await context.params).user))
  return forAllCenters(request, 'full_access', desk =>
    withBody(request, AdministratorEdit, async ({ active }) =>
      user.success ? answered(await setAdministratorActive(desk, user.data, active)) : problemResponse('not_found'),
    ),
  )
}

import { answering, jsonOf, problemResponse, refusalResponse } from '@/app/api/answer'
import { serverContext } from '@/app/api/context'
import { readEmployeeId } from '@/lib/domain/person'
import { FirstAdminRequest } from '@/lib/protocol/people'
import { clientNetworkOf } from '@/lib/server/client-address'
import { becomeFirstAdministrator, isWrongLink } from '@/lib/server/people/first-administrator'
import { countFailures } from '@/lib/server/rate-limits'
import { isOurPage } from '../gate'

/** Whoever has the link from the server's console becomes the first administrator. */
export async function POST(request: Request): Promise<Response> {
  const context = serverContext()
  if (!isOurPage(request, context)) return problemResponse('foreign_origin')
  const body = FirstAdminRequest.safeParse(await jsonOf(request))
  if (!body.success) return problemResponse('invalid_request')
  const { token, employee_id: typed, password } = body.data
  const employeeId = readEmployeeId(typed)
  if (!employeeId) return problemResponse('employee_id_invalid')

  return answering(async () => {
    const { limits } = context
    const outcome = await countFailures(
      [
        { allowance: limits.guessesOfAddress, key: clientNetworkOf(request.headers) },
        { allowance: limits.guessesOfAll, key: 'all' },
      ],
      () => becomeFirstAdministrator({ ...context, now: Date.now() }, { token, employeeId, password }),
      isWrongLink,
    )
    return outcome.ok ? new Response(null, { status: 201 }) : refusalResponse(outcome.refusal)
  })
}

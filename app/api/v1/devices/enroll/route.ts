import { answering, jsonOf, problemResponse } from '@/app/api/answer'
import { serverContext } from '@/app/api/context'
import { EnrollRequest } from '@/lib/protocol/rest'
import { enrollDevice } from '@/lib/server/enrollment'

export async function POST(request: Request): Promise<Response> {
  const body = EnrollRequest.safeParse(await jsonOf(request))
  if (!body.success) return problemResponse('invalid_request')

  return answering(async () => {
    const { code, public_key: publicKey } = body.data
    const outcome = await enrollDevice({ ...serverContext(), now: Date.now() }, { code, publicKey })
    return outcome.ok ? Response.json(outcome.value, { status: 201 }) : problemResponse(outcome.refusal.code)
  })
}

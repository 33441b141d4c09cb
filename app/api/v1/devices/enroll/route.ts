import { answering, jsonOf, problemResponse, refusalResponse } from '@/app/api/answer'
import { serverContext } from '@/app/api/context'
import { EnrollRequest } from '@/lib/protocol/rest'
import { clientNetworkOf } from '@/lib/server/client-address'
import { enrollDevice, isWrongCode } from '@/lib/server/enrollment'
import { countFailures } from '@/lib/server/rate-limits'

export async function POST(request: Request): Promise<Response> {
  const body = EnrollRequest.safeParse(await jsonOf(request))
  if (!body.success) return problemResponse('invalid_request')

  return answering(async () => {
    const { database, keys, limits } = serverContext()
    const { code, public_key: publicKey } = body.data
    const outcome = await countFailures(
      [
        { allowance: limits.guessesOfAddress, key: clientNetworkOf(request.headers) },
        { allowance: limits.guessesOfAll, key: 'all' },
      ],
      () => enrollDevice({ database, keys, now: Date.now() }, { code, publicKey }),
      isWrongCode,
    )
    return outcome.ok ? Response.json(outcome.value, { status: 201 }) : refusalResponse(outcome.refusal)
  })
}

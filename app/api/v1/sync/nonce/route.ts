import { jsonOf, problemResponse } from '@/app/api/answer'
import { serverContext } from '@/app/api/context'
import { NonceRequest } from '@/lib/protocol/rest'
import { makeNonce } from '@/lib/server/sync-ticket'

export async function POST(request: Request): Promise<Response> {
  const body = NonceRequest.safeParse(await jsonOf(request))
  if (!body.success) return problemResponse('invalid_request')
  return Response.json({ nonce: makeNonce(serverContext().keys, body.data.device_id, Date.now()) })
}

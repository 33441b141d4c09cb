import { jsonOf, problemResponse, refusalResponse } from '@/app/api/answer'
import { serverContext } from '@/app/api/context'
import { NonceRequest } from '@/lib/protocol/rest'
import { clientNetworkOf } from '@/lib/server/client-address'
import { makeNonce } from '@/lib/server/sync-ticket'

export async function POST(request: Request): Promise<Response> {
  const body = NonceRequest.safeParse(await jsonOf(request))
  if (!body.success) return problemResponse('invalid_request')

  const { keys, limits } = serverContext()
  // Not counted for the device: nothing is proven yet, and whoever knows its id could keep it out.
  const allowed = await limits.noncesOfAddress.take(clientNetworkOf(request.headers))
  if (!allowed.ok) return refusalResponse(allowed.refusal)
  return Response.json({ nonce: makeNonce(keys, body.data.device_id, Date.now()) })
}

import { answering, jsonOf, problemResponse } from '@/app/api/answer'
import { serverContext } from '@/app/api/context'
import { SyncTicketRequest } from '@/lib/protocol/rest'
import type { ServerEnvironment } from '@/lib/server/environment'
import { issueSyncTicket } from '@/lib/server/sync-ticket'

export async function POST(request: Request): Promise<Response> {
  const body = SyncTicketRequest.safeParse(await jsonOf(request))
  if (!body.success) return problemResponse('invalid_request')

  return answering(async () => {
    const { database, devices, keys, environment } = serverContext()
    const { device_id: device, nonce, signature, boot } = body.data
    const ports = { database, devices, keys, wsUrl: syncUrlFor(request, environment), now: Date.now() }
    const outcome = await issueSyncTicket(ports, { device, nonce, signature, boot })
    return outcome.ok ? Response.json(outcome.value) : problemResponse(outcome.refusal.code)
  })
}

/** Without a configured address: the host by which the browser reached us, on the sync server's own port. */
function syncUrlFor(request: Request, { syncPublicUrl, syncPort }: ServerEnvironment): string {
  if (syncPublicUrl) return syncPublicUrl
  const host = new URL(`http://${request.headers.get('host') ?? 'localhost'}`).hostname
  return `ws://${host}:${syncPort}/sync`
}

import { answering, busyResponse, jsonOf, problemResponse, refusalResponse } from '@/app/api/answer'
import { type ServerContext, serverContext } from '@/app/api/context'
import { syncUrlFor } from '@/app/api/sync-url'
import type { DeviceId } from '@/lib/domain/ids'
import { SyncTicketRequest } from '@/lib/protocol/rest'
import { clientNetworkOf } from '@/lib/server/client-address'
import { issueSyncTicket, type TicketRequest } from '@/lib/server/sync-ticket'

export async function POST(request: Request): Promise<Response> {
  const body = SyncTicketRequest.safeParse(await jsonOf(request))
  if (!body.success) return problemResponse('invalid_request')

  const { device_id: device, nonce, signature, boot } = body.data
  const context = serverContext()
  // When a country's devices come back at once, those who would only wait are told to come back a little later.
  const answer = await context.limits.tickets.pass(() =>
    answering(() => answerTo(request, { device, nonce, signature, boot }, context)),
  )
  return answer ?? busyResponse()
}

async function answerTo(request: Request, asked: TicketRequest, context: ServerContext): Promise<Response> {
  const ports = { ...context, wsUrl: syncUrlFor(request, context.environment), now: Date.now() }
  const outcome = await issueSyncTicket(ports, asked, clientNetworkOf(request.headers))
  if (!outcome.ok) return refusalResponse(outcome.refusal)
  return Response.json({ ...outcome.value, ...(await intakeKeyFor(asked.device, context)) })
}

/** A kiosk seals what visitors type, also when it is offline for days afterwards. */
async function intakeKeyFor(id: DeviceId, { devices, intakeKeys }: ServerContext) {
  const device = devices.recall(id)
  if (device?.surface !== 'kiosk') return {}
  const key = await intakeKeys.of(device.centerId, Date.now())
  return key ? { intake_key: key } : {}
}

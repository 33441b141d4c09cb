import 'server-only'
import { answering, problemResponse } from '@/app/api/answer'
import { type ServerContext, serverContext } from '@/app/api/context'
import type { Surface } from '@/lib/domain/ids'
import type { EnrolledDevice } from '@/lib/server/devices'
import { verifyToken } from '@/lib/server/sync-token'

/** The gate of routes for devices: runs the work for one that holds a token of its session and runs this surface. */
export function deviceGated(
  request: Request,
  surface: Surface,
  work: (device: EnrolledDevice, context: ServerContext) => Promise<Response>,
): Promise<Response> {
  return answering(async () => {
    const context = serverContext()
    const bearer = (request.headers.get('authorization') ?? '').replace(/^Bearer /, '')
    const claims = await verifyToken(context.keys.token, bearer, Date.now())
    if (!claims) return problemResponse('token_invalid')
    if (context.revocations.has(claims.device)) return problemResponse('device_revoked')
    if (claims.surface !== surface) return problemResponse('not_allowed')
    const device = await context.devices.find(claims.device)
    if (!device) return problemResponse('device_unknown')
    return device.isRevoked ? problemResponse('device_revoked') : work(device, context)
  })
}

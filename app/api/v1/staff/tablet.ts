import 'server-only'
import { answering, problemResponse, refusalResponse } from '@/app/api/answer'
import { type ServerContext, serverContext } from '@/app/api/context'
import { STAFF_HEADER } from '@/lib/protocol/staff'
import { clientNetworkOf } from '@/lib/server/client-address'
import { findStaff, type StaffOnTablet, type StaffPorts, type Tablet } from '@/lib/server/people/staff-sessions'
import { type StaffClaims, verifyStaffToken } from '@/lib/server/people/staff-token'
import { verifyToken } from '@/lib/server/sync-token'

export type FromTablet = {
  readonly tablet: Tablet
  readonly network: string
  readonly context: ServerContext
  readonly ports: StaffPorts
}

/** The gate of the routes for people on tablets: an enrolled tablet, by the token of its sync session. */
export function fromTablet(request: Request, work: (from: FromTablet) => Promise<Response>): Promise<Response> {
  return answering(async () => {
    const context = serverContext()
    const { keys, revocations, devices } = context
    const bearer = (request.headers.get('authorization') ?? '').replace(/^Bearer /, '')
    const claims = await verifyToken(keys.token, bearer, Date.now())
    if (!claims) return problemResponse('token_invalid')
    if (revocations.has(claims.device)) return problemResponse('device_revoked')
    if (claims.surface !== 'agent') return problemResponse('not_allowed')
    const label = (devices.recall(claims.device) ?? (await devices.find(claims.device)))?.label ?? ''
    const tablet = { device: claims.device, center: claims.center, label }
    const ports = { ...context, tell: () => Promise.resolve(), now: Date.now() }
    return work({ tablet, network: clientNetworkOf(request.headers), context, ports })
  })
}

export type FromStaff = FromTablet & StaffOnTablet & { readonly claims: StaffClaims }

/** The same, with a person whose session counts. */
export function fromStaff(request: Request, work: (from: FromStaff) => Promise<Response>): Promise<Response> {
  return fromTablet(request, async from => {
    const claims = await verifyStaffToken(
      from.context.keys.staff,
      staffTokenOf(request),
      from.tablet.device,
      Date.now(),
    )
    if (!claims) return problemResponse('signed_out')
    const staff = await findStaff(from.ports, from.tablet, claims)
    return staff.ok ? work({ ...from, ...staff.value, claims }) : refusalResponse(staff.refusal)
  })
}

export function staffTokenOf(request: Request): string {
  return request.headers.get(STAFF_HEADER) ?? ''
}

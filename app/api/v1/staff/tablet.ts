import 'server-only'
import { problemResponse, refusalResponse } from '@/app/api/answer'
import type { ServerContext } from '@/app/api/context'
import { deviceGated } from '@/app/api/device-gate'
import { STAFF_HEADER } from '@/lib/protocol/staff'
import { clientNetworkOf } from '@/lib/server/client-address'
import { tellSignedIn } from '@/lib/server/commands'
import {
  findStaff,
  type SignedInThere,
  type StaffOnTablet,
  type StaffPorts,
  type Tablet,
} from '@/lib/server/people/staff-sessions'
import { type StaffClaims, verifyStaffToken } from '@/lib/server/people/staff-token'

export type FromTablet = {
  readonly tablet: Tablet
  readonly network: string
  readonly context: ServerContext
  readonly ports: StaffPorts
}

/** The gate of the routes for people on tablets: an enrolled tablet, by the token of its sync session. */
export function fromTablet(request: Request, work: (from: FromTablet) => Promise<Response>): Promise<Response> {
  return deviceGated(request, 'agent', (device, context) => {
    const tablet = { device: device.id, center: device.centerId, label: device.label }
    const now = Date.now()
    // Nobody is kept from his work because the sync server is away, or answers nonsense: it will learn of him by what he does.
    const tell = (signedIn: SignedInThere) =>
      tellSignedIn({ ...context, now }, signedIn).catch(fault =>
        context.log.error({ err: fault, device: device.id }, 'the center was not told of a sign-in'),
      )
    const network = clientNetworkOf(request.headers)
    return work({ tablet, network, context, ports: { ...context, tell, now } })
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

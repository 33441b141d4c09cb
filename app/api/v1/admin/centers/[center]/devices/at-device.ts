import 'server-only'
import { problemResponse } from '@/app/api/answer'
import { DeviceId } from '@/lib/domain/ids'
import type { DeviceAtCenter, DevicePorts } from '@/lib/server/console/devices'
import { atCenter } from '../../../at-center'

export type AtDevice = { readonly params: Promise<{ readonly center: string; readonly device: string }> }

/** The gate of a route for one device of a center. */
export function atDevice(
  request: Request,
  context: AtDevice,
  work: (ports: DevicePorts, place: DeviceAtCenter) => Promise<Response>,
): Promise<Response> {
  return atCenter(request, context, 'agent_management', async (desk, center) => {
    const device = DeviceId.safeParse((await context.params).device)
    if (!device.success) return problemResponse('not_found')
    return await work({ ...desk, keys: desk.context.keys }, { center, device: device.data })
  })
}

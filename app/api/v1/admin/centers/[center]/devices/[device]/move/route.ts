import { DeviceMove } from '@/lib/protocol/console-devices'
import { moveDevice } from '@/lib/server/console/devices'
import { answered, withBody } from '../../../../../at-center'
import { type AtDevice, atDevice } from '../../at-device'

export function POST(request: Request, context: AtDevice): Promise<Response> {
  return atDevice(request, context, (ports, place) =>
    withBody(request, DeviceMove, async ({ surface }) => answered(await moveDevice(ports, place, surface), 201)),
  )
}

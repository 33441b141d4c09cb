import { DeviceRename } from '@/lib/protocol/console'
import { renameDevice, retireDevice } from '@/lib/server/console/devices'
import { answered, withBody } from '../../../../at-center'
import { type AtDevice, atDevice } from '../at-device'

export function PATCH(request: Request, context: AtDevice): Promise<Response> {
  return atDevice(request, context, (ports, place) =>
    withBody(request, DeviceRename, async ({ label }) => answered(await renameDevice(ports, place, label))),
  )
}

export function DELETE(request: Request, context: AtDevice): Promise<Response> {
  return atDevice(request, context, async (ports, place) => answered(await retireDevice(ports, place)))
}

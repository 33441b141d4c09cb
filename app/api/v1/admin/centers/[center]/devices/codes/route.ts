import { DeviceCodeRequest } from '@/lib/protocol/console'
import { makeDeviceCode } from '@/lib/server/console/devices'
import { type AtCenter, answered, atCenter, withBody } from '../../../../at-center'

export function POST(request: Request, context: AtCenter): Promise<Response> {
  return atCenter(request, context, 'agent_management', (desk, center) =>
    withBody(request, DeviceCodeRequest, async body =>
      answered(await makeDeviceCode({ ...desk, keys: desk.context.keys }, center, body), 201),
    ),
  )
}

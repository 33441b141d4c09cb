import { KioskPinChoice } from '@/lib/protocol/console'
import { setKioskPin } from '@/lib/server/console/kiosk-pin'
import { type AtCenter, answered, atCenter, withBody } from '../../../at-center'

export function POST(request: Request, context: AtCenter): Promise<Response> {
  return atCenter(request, context, 'full_access', (desk, center) =>
    withBody(request, KioskPinChoice, async ({ pin }) => answered(await setKioskPin(desk, center, pin))),
  )
}

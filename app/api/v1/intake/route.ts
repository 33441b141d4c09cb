import { jsonOf, problemResponse, refusalResponse } from '@/app/api/answer'
import { deviceGated } from '@/app/api/device-gate'
import { IntakeRequest } from '@/lib/protocol/intake'
import { takeIntake } from '@/lib/server/private/intake'

/** A kiosk brings the codes of those to whom it gave tickets, sealed. */
export async function POST(request: Request): Promise<Response> {
  const body = IntakeRequest.safeParse(await jsonOf(request))
  if (!body.success) return problemResponse('invalid_request')

  return deviceGated(request, 'kiosk', async (kiosk, { database, keys, limits }) => {
    const allowed = await limits.intakesOfDevice.take(kiosk.id)
    if (!allowed.ok) return refusalResponse(allowed.refusal)
    const source = { device: kiosk.id, center: kiosk.centerId, timeZone: kiosk.timeZone }
    const refused = await takeIntake({ database, keys, now: Date.now() }, source, body.data.rows)
    return Response.json({ refused })
  })
}

import { jsonOf, problemResponse, refusalResponse } from '@/app/api/answer'
import { deviceGated } from '@/app/api/device-gate'
import { CodeCheckRequest } from '@/lib/protocol/intake'
import { checkCode } from '@/lib/server/idcam/check-code'

/** A kiosk asks whether a code is one, before its visitor takes a ticket. */
export async function POST(request: Request): Promise<Response> {
  const body = CodeCheckRequest.safeParse(await jsonOf(request))
  if (!body.success) return problemResponse('invalid_request')

  return deviceGated(request, 'kiosk', async (kiosk, { database, idcam, limits }) => {
    const allowed = await limits.codesOfDevice.take(kiosk.id)
    if (!allowed.ok) return refusalResponse(allowed.refusal)
    const place = { center: kiosk.centerId, timeZone: kiosk.timeZone }
    const verdict = await checkCode({ database, idcam, now: Date.now }, place, body.data.code)
    return Response.json(verdict, { headers: { 'cache-control': 'no-store' } })
  })
}

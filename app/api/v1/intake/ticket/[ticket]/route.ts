import { problemResponse, refusalResponse } from '@/app/api/answer'
import { deviceGated } from '@/app/api/device-gate'
import { ServiceDay, TicketId } from '@/lib/domain/ids'
import { readVisitorCode } from '@/lib/server/private/visitor-code'

/** A tablet asks for the code of the ticket at its station. */
export async function GET(request: Request, context: { params: Promise<{ ticket: string }> }): Promise<Response> {
  const ticket = TicketId.safeParse((await context.params).ticket)
  const day = ServiceDay.safeParse(new URL(request.url).searchParams.get('day'))
  if (!ticket.success || !day.success) return problemResponse('invalid_request')

  return deviceGated(request, 'agent', async (tablet, { database, keys, limits }) => {
    const allowed = await limits.readingsOfDevice.take(tablet.id)
    if (!allowed.ok) return refusalResponse(allowed.refusal)
    const place = { center: tablet.centerId, day: day.data, ticket: ticket.data }
    const told = await readVisitorCode({ database, keys }, { device: tablet.id, center: tablet.centerId }, place)
    if (!told.ok) return refusalResponse(told.refusal)
    return Response.json({ code: told.value }, { headers: { 'cache-control': 'no-store' } })
  })
}

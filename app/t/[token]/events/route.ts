import { problemResponse } from '@/app/api/answer'
import { serverContext } from '@/app/api/context'
import { ticketEvents } from '@/lib/server/phone/ticket-events'
import { linkedBy } from '../link'
import { phones } from '../phones'

export const dynamic = 'force-dynamic'

/** A ticket as it is, and each time that it changes, as server-sent events. */
export async function GET(request: Request, context: { params: Promise<{ token: string }> }): Promise<Response> {
  const linked = await linkedBy(serverContext(), (await context.params).token)
  if (!linked.ok) return problemResponse(linked.refusal.code)
  const headers = { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' }
  return new Response(ticketEvents(phones(), linked.value, request.signal), { headers })
}

import { refusalResponse } from '@/app/api/answer'
import { syncUrlFor } from '@/app/api/sync-url'
import { issueConsoleTicket } from '@/lib/server/console-ticket'
import { type AtCenter, atCenter, told } from '../../../at-center'

/** The console asks again before what it was given ends; whose session was ended gets no more. */
export function POST(request: Request, route: AtCenter): Promise<Response> {
  return atCenter(request, route, 'agent_management', async ({ context, person, now }, center) => {
    const ports = { ...context, wsUrl: syncUrlFor(request, context.environment), now }
    const ticket = await issueConsoleTicket(ports, person, center)
    return ticket.ok ? told(ticket.value) : refusalResponse(ticket.refusal)
  })
}

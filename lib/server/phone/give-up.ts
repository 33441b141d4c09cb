import { ok, type Result, refuse } from '@/lib/domain/result'
import { serviceDayOf } from '@/lib/domain/service-day'
import type { LinkedTicket } from '@/lib/protocol/phone'
import { type CommandPorts, sendCommand } from '../commands'

/** A citizen gives up his ticket, on his own phone. Of a day that is over there is nothing to give up. */
export async function giveUp(
  ports: CommandPorts,
  { center, day, ticket, timeZone }: LinkedTicket & { readonly timeZone: string },
): Promise<Result<void, { readonly code: 'refused' | 'unavailable' | 'not_found' }>> {
  // A command is for today, and today's kiosk may have given this very number again.
  if (day !== serviceDayOf(ports.now, timeZone)) return refuse({ code: 'refused' })
  const by = { center, person: null, agent: null }
  const outcome = await sendCommand(ports, by, { kind: 'cancel_ticket', ticket, code: 'left_by_citizen' })
  return outcome.ok ? ok(undefined) : refuse({ code: outcome.refusal.code })
}

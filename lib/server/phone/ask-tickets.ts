import * as z from 'zod/mini'
import { type CenterId, type InstantMs, type ServiceDay, TicketId } from '@/lib/domain/ids'
import { PhoneTicket } from '@/lib/protocol/phone'
import { signInternal } from '../commands-token'
import type { ServerEnvironment } from '../environment'
import type { Keys } from '../keys'

export const TICKETS_PATH = '/internal/tickets'

/** More than wait in any center. */
const TICKETS_MAX = 5_000
const ANSWER_MS_MAX = 8_000

export const TicketsRequest = z.strictObject({ tickets: z.array(TicketId).check(z.maxLength(TICKETS_MAX)) })
export type TicketsRequest = z.infer<typeof TicketsRequest>
/** In the order of the question; null for a ticket that is not known. */
export const TicketsAnswer = z.object({ tickets: z.array(z.nullable(PhoneTicket)) })
export type TicketsAnswer = z.infer<typeof TicketsAnswer>

export type AskPorts = {
  readonly keys: Pick<Keys, 'internal'>
  readonly environment: Pick<ServerEnvironment, 'syncInternalUrl'>
}

/** How the tickets of one day are now, by the sync server, which holds the queue. Null while it, or its database, is away. */
export async function askTickets(
  { keys, environment }: AskPorts,
  of: { readonly center: CenterId; readonly day: ServiceDay },
  tickets: readonly TicketId[],
  now: InstantMs,
): Promise<TicketsAnswer['tickets'] | null> {
  const body = JSON.stringify({ tickets })
  const token = await signInternal(keys.internal, { ...of, person: null, agent: null }, body, now)
  const response = await fetch(environment.syncInternalUrl + TICKETS_PATH, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body,
    signal: AbortSignal.timeout(ANSWER_MS_MAX),
  }).catch(() => null)
  if (response?.status !== 200) return null
  const answer = TicketsAnswer.safeParse(await response.json().catch(() => undefined))
  return answer.success ? answer.data.tickets : null
}

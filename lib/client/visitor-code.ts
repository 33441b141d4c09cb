import type { DurationMs, PreEnrollmentCode } from '@/lib/domain/ids'
import { type TicketPlace, VisitorCodeAnswer } from '@/lib/protocol/intake'

export type VisitorCodePorts = { readonly fetch: typeof fetch; readonly token: () => string | null }

const REQUEST_MS_MAX: DurationMs = 10_000

/**
 * Asks the server, which tells the code of the ticket at this tablet's station and of no other. Null when it does not: there is
 * none, it has not arrived, or the server is not reached.
 */
export async function askVisitorCode(
  { day, ticket }: Omit<TicketPlace, 'center'>,
  ports: VisitorCodePorts,
): Promise<PreEnrollmentCode | null> {
  const token = ports.token()
  if (token === null) return null
  const request = {
    headers: { authorization: `Bearer ${token}` },
    cache: 'no-store',
    signal: AbortSignal.timeout(REQUEST_MS_MAX),
  } as const
  // reason: a missing network is daily life and no fault
  const response = await ports.fetch(`/api/v1/intake/ticket/${ticket}?day=${day}`, request).catch(() => null)
  if (!response?.ok) return null
  const answer = VisitorCodeAnswer.safeParse(await response.json().catch(() => undefined))
  return answer.success ? answer.data.code : null
}

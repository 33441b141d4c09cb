import type { DurationMs, PreEnrollmentCode } from '@/lib/domain/ids'
import { type TicketPlace, VisitorCodeAnswer } from '@/lib/protocol/intake'
import { problemCodeOf } from './problem-code'

/** What an agent is told of the code of the citizen at his station. `unknown`: he has none, or it has not arrived. */
export type VisitorCode = { readonly kind: 'known'; readonly code: PreEnrollmentCode } | { readonly kind: 'unknown' }

export type VisitorCodePorts = { readonly fetch: typeof fetch; readonly token: () => string | null }

const REQUEST_MS_MAX: DurationMs = 10_000

/** Asks the server, which tells the code of the ticket at this tablet's station and of no other. Null when it gave no answer. */
export async function askVisitorCode(
  { day, ticket }: Omit<TicketPlace, 'center'>,
  ports: VisitorCodePorts,
): Promise<VisitorCode | null> {
  const token = ports.token()
  if (token === null) return null
  const request = {
    headers: { authorization: `Bearer ${token}` },
    cache: 'no-store',
    signal: AbortSignal.timeout(REQUEST_MS_MAX),
  } as const
  // reason: a missing network is daily life and no fault
  const response = await ports.fetch(`/api/v1/intake/ticket/${ticket}?day=${day}`, request).catch(() => null)
  if (!response) return null
  if (!response.ok) return (await problemCodeOf(response)) === 'not_found' ? { kind: 'unknown' } : null
  const answer = VisitorCodeAnswer.safeParse(await response.json().catch(() => undefined))
  return answer.success ? { kind: 'known', code: answer.data.code } : null
}

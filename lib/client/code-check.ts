import { ticketOfMark } from '@/lib/domain/check-in'
import type { CodeRefusal, CodeVerdict } from '@/lib/domain/code-check'
import type { Foretold, Newcomer } from '@/lib/domain/estimates'
import type { PreEnrollmentCode, ServiceId, TicketNumber } from '@/lib/domain/ids'
import { CodeCheckAnswer } from '@/lib/protocol/intake'
import { type KioskDesk, markIfPossible } from './kiosk-desk'
import { servicesOffered } from './services-offered'

/** A code that was read, before anything is chosen for it. */
export type CodeQuestion = { readonly code: PreEnrollmentCode; readonly isVulnerable: boolean }

/** `later`: nobody could tell, and the station checks it. */
export type CodeWord = 'checked' | 'later'

/** What comes after a code: `open` asks what its holder comes for, `settled` has no need to. */
export type CodeAnswer =
  | { readonly kind: 'open'; readonly word: CodeWord }
  | {
      readonly kind: 'settled'
      readonly service: ServiceId
      readonly foretold: Foretold
      /** The ticket that he has today, and may have printed again. */
      readonly held: TicketNumber | null
    }
  | CodeRefusal

/** What a kiosk looks a code up with. */
export type CodeDesk = Pick<KioskDesk, 'device' | 'catalogue' | 'onFault'> & {
  /** What IDCAM says of a code, through the server. */
  readonly askAboutCode: (code: PreEnrollmentCode, left: AbortSignal) => Promise<CodeVerdict>
  /** What a visitor is told who would take a ticket now. */
  readonly estimate: (wish: Newcomer) => Foretold
}

/**
 * What a visitor is told of his code. This kiosk's own queue comes first: who has a ticket is sent away by nobody (SPEC DUP-2).
 *
 * @param left ends the question: nobody waits for its answer any more
 */
export async function checkCode(
  desk: CodeDesk,
  { code, isVulnerable }: CodeQuestion,
  left: AbortSignal,
): Promise<CodeAnswer> {
  const { device, catalogue, estimate } = desk
  const settled = (service: ServiceId, held: TicketNumber | null): CodeAnswer => {
    const isOffered = servicesOffered(catalogue).some(({ id }) => id === service)
    if (!isOffered) return { kind: 'open', word: 'checked' }
    return { kind: 'settled', held, service, foretold: estimate({ service, isVulnerable }) }
  }
  const mark = await markIfPossible(desk, code)
  const ticket = mark ? ticketOfMark(device.replica.queue, mark) : undefined
  if (ticket) return settled(ticket.service, ticket.number)

  const isAlone = device.status.rung === 'offline'
  const verdict = isAlone ? ({ kind: 'unavailable' } as const) : await desk.askAboutCode(code, left)
  if (verdict.kind === 'unavailable') return { kind: 'open', word: 'later' }
  if (verdict.kind !== 'known') return verdict
  return verdict.service === null ? { kind: 'open', word: 'checked' } : settled(verdict.service, null)
}

export type CodeCheckPorts = {
  readonly fetch: typeof fetch
  /** The bearer token; null while there is none. */
  readonly token: () => string | null
}

/**
 * Asks the server what is known of a code. Whatever keeps it from telling (no network, too many questions, another version) is
 * `unavailable`, and costs nobody his ticket.
 *
 * @param left ends it: the visitor no longer waits for it
 */
export async function askAboutCode(
  code: PreEnrollmentCode,
  left: AbortSignal,
  ports: CodeCheckPorts,
): Promise<CodeVerdict> {
  const token = ports.token()
  if (token === null) return { kind: 'unavailable' }
  const request = {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ code }),
    cache: 'no-store',
    signal: left,
  } as const
  // reason: a missing network is daily life and no fault
  const response = await ports.fetch('/api/v1/intake/check', request).catch(() => null)
  if (!response?.ok) return { kind: 'unavailable' }
  const answer = CodeCheckAnswer.safeParse(await response.json().catch(() => undefined))
  return answer.success ? answer.data : { kind: 'unavailable' }
}

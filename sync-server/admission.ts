import type { IncomingMessage } from 'node:http'
import { CenterId, type DeviceId, type InstantMs, ServiceDay } from '@/lib/domain/ids'
import { daysBetween, isInCalendar, serviceDayOf } from '@/lib/domain/service-day'
import type { TokenClaims } from '@/lib/protocol/rest'
import { CLOSE } from '@/lib/protocol/sync-messages'
import { chooseVersion, TOKEN_SUBPROTOCOL_PREFIX } from '@/lib/protocol/version'
import type { Clock } from '@/lib/replica/ports'
import { mayStillConnect } from '@/lib/server/sync-token'
import type { DocumentKey } from './journal'

export type AdmissionPorts = {
  readonly clock: Clock
  readonly allowedOrigins: readonly string[]
  /** The claims of a token that is ours and has not expired; null otherwise. */
  readonly verify: (token: string) => Promise<TokenClaims | null>
  readonly revocations: { readonly isKnown: boolean; has(device: DeviceId): boolean }
}

export type Admission =
  /** Before the upgrade: a browser learns no more than that it did not connect, and tries again. */
  | { readonly kind: 'refused'; readonly status: 400 | 401 | 403 | 404 | 503 }
  /** It has proven who it is, and may not stay. Upgraded all the same, as only a close code reaches its program. */
  | { readonly kind: 'sent_away'; readonly claims: TokenClaims; readonly code: number; readonly reason: string }
  | { readonly kind: 'admitted'; readonly claims: TokenClaims; readonly key: DocumentKey }

/** Days that may still be opened: a device that was away for a month brings its events; nobody writes into the future. */
export const DAYS_BACK_MAX = 31
/** In UTC: east of it a center's day begins earlier, and a clock may be a day ahead of that before its date is in doubt (DAY-2). */
const DAYS_AHEAD_MAX = 2

/** Who asks for what, by the request line and the headers alone. */
export async function admit(request: IncomingMessage, ports: AdmissionPorts): Promise<Admission> {
  const { clock, allowedOrigins, revocations } = ports
  const key = documentOf(request.url ?? '')
  const age = key && daysBetween(key.day, serviceDayOf(clock.now(), 'UTC'))
  // Of a day that no calendar has the age is no number, which is neither below a limit nor above it.
  if (age === null || !(age >= -DAYS_AHEAD_MAX)) return { kind: 'refused', status: 404 }
  if (!allowedOrigins.includes(request.headers.origin ?? '')) return { kind: 'refused', status: 403 }

  const offered = offeredBy(request)
  const claims = await claimsOf(offered, ports, clock.now())
  if (!claims) return { kind: 'refused', status: 401 }
  if (!key || claims.center !== key.center) return { kind: 'refused', status: 403 }
  if (!revocations.isKnown) return { kind: 'refused', status: 503 }
  const version = chooseVersion(offered)
  if (version.kind === 'none') return { kind: 'refused', status: 400 }

  const sentAway = (code: number, reason: string) => ({ kind: 'sent_away', claims, code, reason }) as const
  if (revocations.has(claims.device)) return sentAway(CLOSE.revoked, 'revoked')
  if (version.kind === 'too_old') return sentAway(CLOSE.clientTooOld, 'client too old')
  if (age > DAYS_BACK_MAX) return sentAway(CLOSE.daySealed, 'day sealed')
  return { kind: 'admitted', claims, key }
}

/** What the server echoes: the version alone, never the token beside it. */
export function subprotocolFor(offered: Iterable<string>): string | false {
  const version = chooseVersion(offered)
  return version.kind === 'none' ? false : version.subprotocol
}

/** `/sync/<center>/<service day>` */
function documentOf(url: string): DocumentKey | null {
  const [, center, day] = /^\/sync\/(\d{1,9})\/(\d{4}-\d{2}-\d{2})$/.exec(url.split('?')[0] ?? '') ?? []
  const key = { center: CenterId.safeParse(Number(center)), day: ServiceDay.safeParse(day) }
  if (!key.center.success || !key.day.success || !isInCalendar(key.day.data)) return null
  return { center: key.center.data, day: key.day.data }
}

function offeredBy(request: IncomingMessage): string[] {
  return (request.headers['sec-websocket-protocol'] ?? '').split(',').map(text => text.trim())
}

/** The token travels beside the subprotocol, since a URL would end in the logs of every proxy on the way. */
async function claimsOf(
  offered: readonly string[],
  { verify }: AdmissionPorts,
  now: InstantMs,
): Promise<TokenClaims | null> {
  const token = offered.find(text => text.startsWith(TOKEN_SUBPROTOCOL_PREFIX))
  const claims = token === undefined ? null : await verify(token.slice(TOKEN_SUBPROTOCOL_PREFIX.length))
  return claims && mayStillConnect(claims, now) ? claims : null
}

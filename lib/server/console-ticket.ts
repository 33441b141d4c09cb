import { randomInt } from 'node:crypto'
import { type CenterId, DEVICE_ID_ALPHABET, DEVICE_ID_LENGTH, DeviceId, type InstantMs } from '@/lib/domain/ids'
import { ok, type Result, refuse } from '@/lib/domain/result'
import type { ConsoleSyncTicket } from '@/lib/protocol/console'
import type { Database } from './database'
import type { Keys } from './keys'
import type { SignedIn } from './people/sessions'
import type { Allowance, TooManyRequests } from './rate-limits'
import { SESSION_MS, signToken } from './sync-token'

export type ConsoleTicketPorts = {
  readonly database: Pick<Database, 'sql'>
  readonly keys: Pick<Keys, 'token'>
  readonly limits: { readonly ticketsOfDevice: Allowance }
  readonly wsUrl: string
  readonly now: InstantMs
}

/** Leave for a person's console to read the queue of one center, like a display; never longer than his session lasts. */
export async function issueConsoleTicket(
  { database, keys, limits, wsUrl, now }: ConsoleTicketPorts,
  person: Pick<SignedIn, 'session' | 'user'>,
  center: CenterId,
): Promise<Result<ConsoleSyncTicket, TooManyRequests | { readonly code: 'signed_out' | 'not_found' }>> {
  const allowed = await limits.ticketsOfDevice.take(`person ${person.user}`)
  if (!allowed.ok) return allowed
  const [known] = await database.sql`select 1 from centers where id = ${center}`
  if (!known) return refuse({ code: 'not_found' })
  const [session] = await database.sql<{ endsAt: Date }[]>`
    select expires_at as "endsAt" from sessions where id = ${person.session} and revoked_at is null`
  if (!session) return refuse({ code: 'signed_out' })

  const sessionExpires = Math.min(session.endsAt.getTime(), now + SESSION_MS)
  const bearer = { device: consoleDevice(), center, surface: 'display', console: true } as const
  const token = await signToken(keys.token, bearer, now, sessionExpires)
  return ok({ wsUrl, token, serverTime: now, sessionExpires })
}

/** No device has it: theirs have no vowel. So no console can be taken for one, nor push one out of its room. */
function consoleDevice(): DeviceId {
  const letter = () => DEVICE_ID_ALPHABET.charAt(randomInt(DEVICE_ID_ALPHABET.length))
  return DeviceId.parse(`a${Array.from({ length: DEVICE_ID_LENGTH - 1 }, letter).join('')}`)
}

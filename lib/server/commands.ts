import { randomUUID } from 'node:crypto'
import * as z from 'zod/mini'
import { type AgentId, type CenterId, DeviceId, type InstantMs } from '@/lib/domain/ids'
import type { UserId } from '@/lib/domain/person'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { serviceDayOf } from '@/lib/domain/service-day'
import { CommandAnswer, ConsoleCommand } from '@/lib/protocol/console'
import { type InternalClaims, signInternal } from './commands-token'
import type { Database } from './database'
import type { ServerEnvironment } from './environment'
import type { Keys } from './keys'

/** What the web app tells the sync server, which alone writes into the log of a center's server. */
export type CommandPorts = {
  readonly database: Pick<Database, 'sql'>
  readonly keys: Pick<Keys, 'internal'>
  readonly environment: Pick<ServerEnvironment, 'syncInternalUrl'>
  readonly now: InstantMs
}

export const COMMANDS_PATH = '/internal/commands'
export const SIGNED_IN_PATH = '/internal/signed-in'

/** `id` makes a request that is sent twice be carried out once. */
const requestId = z.string().check(z.regex(/^[0-9a-f-]{36}$/))
export const CommandRequest = z.strictObject({ id: requestId, command: ConsoleCommand })
export type CommandRequest = z.infer<typeof CommandRequest>
export const SignedInRequest = z.strictObject({ id: requestId, device: DeviceId })
export type SignedInRequest = z.infer<typeof SignedInRequest>

/** A refusal of the domain: its code, and what belongs to it. */
export const DomainRefusal = z.looseObject({ code: z.string() })
export type DomainRefusal = z.infer<typeof DomainRefusal>

/** The sync server's 503: was nothing done, or is it not known? */
export const UnavailableBody = z.object({ outcome: z.enum(['nothing', 'unknown']) })

export type CommandFailure =
  | { readonly code: 'refused'; readonly refusal: DomainRefusal }
  /** The sync server or its database is away. With `unknown` it may have been done, or may still be. */
  | { readonly code: 'unavailable'; readonly outcome: 'nothing' | 'unknown' }
  /** There is no such center. */
  | { readonly code: 'not_found' }

/** A person at a console, or a citizen on his phone, tells his center what to do today. Resolves when it is done and stored. */
export async function sendCommand(
  ports: CommandPorts,
  by: { readonly center: CenterId; readonly person: UserId | null; readonly agent: AgentId | null },
  command: ConsoleCommand,
): Promise<Result<CommandAnswer, CommandFailure>> {
  const claims = await claimsFor(ports, by)
  if (!claims) return refuse({ code: 'not_found' })
  const body: CommandRequest = { id: randomUUID(), command }
  return await ask(ports, COMMANDS_PATH, claims, body)
}

/** Somebody of a center's staff has signed in on one of its tablets: everybody who holds the day is told. */
export async function tellSignedIn(
  ports: CommandPorts,
  { center, agent, device }: { readonly center: CenterId; readonly agent: AgentId; readonly device: DeviceId },
): Promise<Result<CommandAnswer, CommandFailure>> {
  const claims = await claimsFor(ports, { center, person: null, agent })
  if (!claims) return refuse({ code: 'not_found' })
  const body: SignedInRequest = { id: randomUUID(), device }
  return await ask(ports, SIGNED_IN_PATH, claims, body)
}

/** Of today at the center. */
async function claimsFor(
  { database, now }: CommandPorts,
  by: Omit<InternalClaims, 'day'>,
): Promise<InternalClaims | null> {
  const [row] = await database.sql<{ zone: string }[]>`select time_zone as zone from centers where id = ${by.center}`
  return row ? { ...by, day: serviceDayOf(now, row.zone) } : null
}

/** Above what the sync server itself waits for its database. */
const ANSWER_MS_MAX = 12_000

async function ask(
  { keys, environment, now }: CommandPorts,
  path: string,
  claims: InternalClaims,
  request: CommandRequest | SignedInRequest,
): Promise<Result<CommandAnswer, CommandFailure>> {
  const body = JSON.stringify(request)
  const headers = {
    authorization: `Bearer ${await signInternal(keys.internal, claims, body, now)}`,
    'content-type': 'application/json',
  }
  const signal = AbortSignal.timeout(ANSWER_MS_MAX)
  const answer = await fetch(environment.syncInternalUrl + path, { method: 'POST', headers, body, signal })
    .then(async response => ({ status: response.status, body: await response.json() }))
    .catch(fault => ({ fault }))
  return 'fault' in answer
    ? refuse({ code: 'unavailable', outcome: isNotReached(answer.fault) ? 'nothing' : 'unknown' })
    : outcomeOf(answer.status, answer.body)
}

/** @throws what only a bug of ours makes the sync server answer */
function outcomeOf(status: number, body: unknown): Result<CommandAnswer, CommandFailure> {
  if (status === 200) return ok(z.parse(CommandAnswer, body))
  if (status === 409) return refuse({ code: 'refused', refusal: z.parse(DomainRefusal, body) })
  if (status === 503) return refuse({ code: 'unavailable', ...z.parse(UnavailableBody, body) })
  throw new Error(`the sync server answered ${status} to a request of ours`)
}

/** Nobody listened, so nobody can have done anything. */
function isNotReached(fault: unknown): boolean {
  const cause = fault instanceof Error ? fault.cause : undefined
  return cause instanceof Error && 'code' in cause && /^(ECONNREFUSED|ENOTFOUND|EHOSTUNREACH)$/.test(String(cause.code))
}

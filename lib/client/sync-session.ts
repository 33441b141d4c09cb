import * as z from 'zod/mini'
import type { DurationMs, InstantMs } from '@/lib/domain/ids'
import { ServiceDay } from '@/lib/domain/ids'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { IntakeKey, NonceResponse, SyncTicketResponse } from '@/lib/protocol/rest'
import type { MarkKeys } from './code-mark'
import { type DeviceDatabase, readMeta, writeMeta } from './device-database'
import { type DeviceIdentity, sign } from './device-identity'
import type { OnFault } from './fault-log'
import { problemCodeOf } from './problem-code'

/** Leave to open one socket, and to keep it for a while. */
export type SyncTicket = {
  readonly wsUrl: string
  readonly token: string
  readonly serverTimeMs: InstantMs
  /** How long the session lasts, counted from now: no clock needs to be right for it. */
  readonly lifeMs: DurationMs
}

export type TicketRefusal =
  /** No answer, or none now. Try again, not before `retryAfterMs` if the server says so. */
  | { readonly code: 'unreachable'; readonly retryAfterMs?: DurationMs }
  /** The server does not know this device. One that is restored from a backup may know it again later. */
  | { readonly code: 'device_unknown' }
  /** An administrator has taken this device out of service, for good. */
  | { readonly code: 'device_revoked' }
  /** The server has seen later boots of this device: its store was rolled back. It must be enrolled again. */
  | { readonly code: 'store_lost' }

export type SyncSessionPorts = { readonly fetch: typeof fetch; readonly onFault: OnFault }

const REQUEST_MS_MAX: DurationMs = 10_000
/** However long a server, or a proxy before it, asks for: a device that stays away for hours is no help to anybody. */
const RETRY_AFTER_MS_MAX: DurationMs = 60_000
const MARK_KEYS = 'markKeys'
const StoredMarkKeys = z.record(ServiceDay, z.string())
const INTAKE_KEY = 'intakeKey'

/**
 * Proves to the server who this device is. Its token is kept in memory alone: it is worth a quarter of an hour, and
 * the key that gets the next one never leaves the browser.
 */
export class SyncSession {
  #token: string | null = null
  #markKeys: MarkKeys = {}
  #intakeKey: IntakeKey | null = null

  private constructor(
    private readonly identity: DeviceIdentity,
    private readonly database: DeviceDatabase,
    private readonly ports: SyncSessionPorts,
  ) {}

  static async open(identity: DeviceIdentity, database: DeviceDatabase, ports: SyncSessionPorts): Promise<SyncSession> {
    const session = new SyncSession(identity, database, ports)
    session.#markKeys = (await readKeys(database, MARK_KEYS, StoredMarkKeys, ports)) ?? {}
    session.#intakeKey = await readKeys(database, INTAKE_KEY, IntakeKey, ports)
    return session
  }

  /** The latest bearer token; null before the first ticket. */
  get token(): string | null {
    return this.#token
  }

  get markKeys(): MarkKeys {
    return this.#markKeys
  }

  /** To which a kiosk seals what visitors type; null on other surfaces, and before a server has told. */
  get intakeKey(): IntakeKey | null {
    return this.#intakeKey
  }

  /**
   * Asks for a nonce, signs it, and takes a ticket for it.
   * @param boot `Replica.boot`: a server that has seen a newer one refuses, since this store was then rolled back.
   */
  async requestTicket(boot: number): Promise<Result<SyncTicket, TicketRefusal>> {
    const nonce = await this.#post('/api/v1/sync/nonce', { device_id: this.identity.device }, NonceResponse)
    if (!nonce.ok) return nonce
    const signature = await sign(`${nonce.value.nonce}.${boot}`, this.identity.keys)
    const request = { device_id: this.identity.device, nonce: nonce.value.nonce, signature, boot }
    const ticket = await this.#post('/api/v1/sync/ticket', request, SyncTicketResponse)
    if (!ticket.ok) return ticket

    const { ws_url: wsUrl, token, server_time: serverTimeMs, session_expires: expires } = ticket.value
    this.#token = token
    await this.#keepKeys(ticket.value)
    return ok({ wsUrl, token, serverTimeMs, lifeMs: Math.max(0, expires - serverTimeMs) })
  }

  async #keepKeys({ mark_keys: markKeys, intake_key: told }: SyncTicketResponse): Promise<void> {
    const [marks, intake] = [this.#markKeys, this.#intakeKey]
    const intakeKey = told ?? intake
    this.#markKeys = markKeys
    this.#intakeKey = intakeKey
    try {
      if (JSON.stringify(markKeys) !== JSON.stringify(marks)) await writeMeta(this.database, MARK_KEYS, markKeys)
      if (intakeKey && intakeKey.kid !== intake?.kid) await writeMeta(this.database, INTAKE_KEY, intakeKey)
    } catch (fault) {
      // The keys in memory still serve; after a restart the next ticket brings them again.
      this.ports.onFault('store keys', fault)
    }
  }

  async #post<Schema extends z.core.$ZodType>(
    url: string,
    body: unknown,
    schema: Schema,
  ): Promise<Result<z.core.output<Schema>, TicketRefusal>> {
    const answer = await this.#fetch(url, body)
    if (answer === null) return refuse({ code: 'unreachable' })
    if (!answer.ok) return refuse(await refusalOf(answer))
    const parsed = z.safeParse(schema, await answer.json().catch(() => undefined))
    if (parsed.success) return ok(parsed.data)
    this.ports.onFault(`answer of ${url}`, parsed.error)
    return refuse({ code: 'unreachable' })
  }

  /** Null when no answer came: a missing network is daily life and no fault. */
  async #fetch(url: string, body: unknown): Promise<Response | null> {
    const request = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(REQUEST_MS_MAX),
    }
    return await this.ports.fetch(url, request).catch(() => null)
  }
}

async function refusalOf(answer: Response): Promise<TicketRefusal> {
  const code = await problemCodeOf(answer)
  switch (code) {
    case 'device_unknown':
    case 'device_revoked':
    case 'store_lost':
      return { code }
    default:
      return { code: 'unreachable', retryAfterMs: retryAfterOf(answer) }
  }
}

/** Seconds; a date, which nobody here sends, counts as nothing. */
function retryAfterOf({ headers }: Response): DurationMs {
  const seconds = Number(headers.get('retry-after') ?? 0)
  return seconds > 0 ? Math.min(seconds * 1000, RETRY_AFTER_MS_MAX) : 0
}

/** Null when there are none. Those of another shape are worth nothing, and the next ticket brings them again. */
async function readKeys<Schema extends z.core.$ZodType>(
  database: DeviceDatabase,
  name: string,
  schema: Schema,
  { onFault }: SyncSessionPorts,
): Promise<z.core.output<Schema> | null> {
  try {
    return await readMeta(database, name, schema)
  } catch (fault) {
    onFault(name, fault)
    return null
  }
}

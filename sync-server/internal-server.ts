import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Logger } from 'pino'
import type * as z from 'zod/mini'
import type { DurationMs } from '@/lib/domain/ids'
import { COMMANDS_PATH, CommandRequest, SIGNED_IN_PATH, SignedInRequest } from '@/lib/server/commands'
import type { InternalClaims } from '@/lib/server/commands-token'
import { TICKETS_PATH, type TicketsAnswer, TicketsRequest } from '@/lib/server/phone/ask-tickets'
import type { DeskOutcome } from './command-desk'
import type { Decided } from './room-decisions'

export type InternalPorts = {
  readonly log: Logger
  /** The claims of a token that is ours, is fresh and is of this body; null otherwise. */
  readonly verify: (token: string, body: string) => Promise<InternalClaims | null>
  readonly desk: {
    command(by: InternalClaims, request: CommandRequest): Promise<DeskOutcome>
    signedIn(by: InternalClaims, request: SignedInRequest): Promise<DeskOutcome>
  }
  readonly teller: {
    tickets(of: InternalClaims, request: TicketsRequest): Promise<Decided<TicketsAnswer, never>>
  }
}

/** No command of ours is longer. */
const BODY_BYTES_MAX = 4 * 1024
/** Of the tickets of one center: a phone for each of them. */
const TICKETS_BYTES_MAX = 128 * 1024
/** A center gives a few commands an hour; past this something is wrong with the web app, or the database. */
export const REQUESTS_MAX = 64
const CONNECTIONS_MAX = 256
const REQUEST_MS_MAX: DurationMs = 5_000

/**
 * What the web app tells the sync server. Not for devices or browsers: it listens beside the gateway, on the loopback address
 * unless the two programs run on two machines, and reads nobody's request but that of who has the installation's key.
 */
export function createInternalServer(ports: InternalPorts): Server {
  let underWay = 0
  const limits = { headersTimeout: REQUEST_MS_MAX, requestTimeout: REQUEST_MS_MAX, connectionsCheckingInterval: 1_000 }
  const server = createServer(limits, (request, response) => {
    if (underWay >= REQUESTS_MAX) return answer(response, 503, { outcome: 'nothing' })
    underWay += 1
    carryOut(request, response, ports)
      .catch(fault => {
        ports.log.error({ err: fault, path: request.url }, 'internal request failed')
        answer(response, 503, { outcome: 'unknown' })
      })
      .finally(() => {
        underWay -= 1
      })
  })
  server.maxConnections = CONNECTIONS_MAX
  return server
}

async function carryOut(request: IncomingMessage, response: ServerResponse, ports: InternalPorts): Promise<void> {
  const { desk, teller } = ports
  const work = request.method === 'POST' && request.url
  if (work === COMMANDS_PATH)
    return await tell(request, response, ports, CommandRequest, (by, body) => desk.command(by, body))
  if (work === SIGNED_IN_PATH)
    return await tell(request, response, ports, SignedInRequest, (by, body) => desk.signedIn(by, body))
  if (work === TICKETS_PATH)
    return await tell(
      request,
      response,
      ports,
      TicketsRequest,
      (of, body) => teller.tickets(of, body),
      TICKETS_BYTES_MAX,
    )
  answer(response, 404, {})
}

async function tell<Schema extends z.ZodMiniType>(
  request: IncomingMessage,
  response: ServerResponse,
  { verify }: InternalPorts,
  schema: Schema,
  work: (by: InternalClaims, body: z.output<Schema>) => Promise<Decided<object, object>>,
  bytesMax = BODY_BYTES_MAX,
): Promise<void> {
  const body = await bodyOf(request, bytesMax)
  if (body === null) return answer(response, 413, {})
  const by = await verify(/^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '', body)
  if (!by) return answer(response, 401, {})
  const parsed = schema.safeParse(jsonOf(body))
  if (!parsed.success) return answer(response, 400, {})
  const outcome = await work(by, parsed.data)
  if (outcome.kind === 'done') return answer(response, 200, outcome.answer)
  if (outcome.kind === 'refused') return answer(response, 409, outcome.refusal)
  answer(response, 503, { outcome: outcome.outcome })
}

/** Null when it is too long. */
async function bodyOf(request: IncomingMessage, bytesMax: number): Promise<string | null> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request) {
    bytes += chunk.length
    if (bytes > bytesMax) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    // reason: what is no JSON is a bad request like any other
    return undefined
  }
}

/** Nobody is kept waiting on a connection whose request was not read to its end. */
function answer(response: ServerResponse, status: number, body: object): void {
  if (response.headersSent) return
  const isRead = response.req.complete
  response.writeHead(status, { 'content-type': 'application/json', ...(isRead ? {} : { connection: 'close' }) })
  response.end(JSON.stringify(body))
}

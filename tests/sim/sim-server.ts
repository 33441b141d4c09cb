import type { Duplex } from 'node:stream'
import type { Logger } from 'pino'
import type WebSocket from 'ws'
import type { Catalogue } from '@/lib/domain/catalogue'
import { type CenterCommand, decideCommand } from '@/lib/domain/command'
import { lateClosings } from '@/lib/domain/day-end'
import type { Queue } from '@/lib/domain/fold'
import type { DeviceId } from '@/lib/domain/ids'
import { ok, refuse } from '@/lib/domain/result'
import type { TokenClaims } from '@/lib/protocol/rest'
import { BEAT_INTERVAL_MS, CLOSE } from '@/lib/protocol/sync-messages'
import type { Clock } from '@/lib/replica/ports'
import { Connection } from '@/sync-server/connection'
import type { ServerSession } from '@/sync-server/document-state'
import { type DocumentKey, FencedOut } from '@/sync-server/journal'
import type { Room } from '@/sync-server/room'
import { Rooms } from '@/sync-server/rooms'
import type { RosterRows } from '@/sync-server/roster'
import { keyOf } from '@/tests/support/signing'
import type { Chance } from './chance'
import type { SimDatabase } from './database'
import type { Life } from './disk'
import { Door, type Knock, ORIGIN } from './door'
import type { ServerSocket, Wire } from './network'
import type { Trace } from './trace'

export type ServerPorts = {
  readonly database: SimDatabase
  readonly roster: () => Promise<RosterRows>
  /** Known at its start. */
  readonly revoked: Iterable<DeviceId>
  readonly verify: (token: string) => Promise<TokenClaims | null>
  readonly clock: Clock
  readonly chance: Chance
  readonly trace: Trace
  /** Passed at each named point of the pipeline; crashes the server where a crash was set. */
  readonly reach: (point: string) => void
}

export type Answer = Awaited<ReturnType<Door['answer']>>

const BOOT_RANDOM_LIMIT = 256
/** All runs of the server have the installation's key. */
const SEAL_KEY = keyOf('server')

/** One run of the sync server, wired as `sync-server/main.ts` and its gateway do. */
export class SimServer {
  readonly life: Life = { alive: true }
  readonly wires = new Set<Wire>()
  readonly #rooms: Rooms
  readonly #beats: ReturnType<typeof setInterval>
  readonly #door: Door
  readonly #revoked: Set<DeviceId>

  constructor(
    readonly name: string,
    private readonly ports: ServerPorts,
  ) {
    const { database, roster, clock, reach, verify } = ports
    this.#revoked = new Set(ports.revoked)
    this.#door = new Door({
      ...{ clock, verify, allowedOrigins: [ORIGIN] },
      revocations: { isKnown: true, has: device => this.#revoked.has(device) },
    })
    const ownReach = (point: string) => this.life.alive && reach(point)
    this.#rooms = new Rooms({
      journal: database.journal(this.life, ownReach),
      roster,
      session: this.#session(),
      serverKey: SEAL_KEY.publicKey,
      clock,
      log: this.#log(),
      days: { opened: room => this.#closeLate(room), cameLate: room => this.#closeLate(room) },
    })
    this.#beats = setInterval(() => this.#watch('beat', this.#rooms.beat()), BEAT_INTERVAL_MS)
  }

  /** A device was revoked, and this run has learnt of it. */
  expel(device: DeviceId): void {
    this.#revoked.add(device)
    this.#watch('expel', this.#rooms.expel(device))
  }

  /** A supervisor asks for something that depends on the queue; `done`, or why not. */
  async supervise(
    key: DocumentKey,
    catalogue: Catalogue,
    wish: (queue: Queue) => CenterCommand | null,
  ): Promise<{ readonly kind: string; readonly outcome: string }> {
    const room = await this.#rooms.enter(key)
    let kind = 'nothing'
    const decided = await room.decide<null, { readonly code: string }>((queue, now) => {
      const command = wish(queue)
      if (!command) return refuse({ code: 'no wish' })
      kind = command.kind
      const drafts = decideCommand(queue, { catalogue, day: key.day }, command, null, now)
      return drafts.ok ? ok({ drafts: drafts.value, answer: null }) : drafts
    })
    return { kind, outcome: decided.kind === 'refused' ? decided.refusal.code : decided.kind }
  }

  /** As `sync-server/day-keeper.ts` does. */
  #closeLate(room: Room): void {
    const late = room.decide(queue => {
      const drafts = lateClosings(queue)
      if (drafts.length > 0) this.ports.trace.count('tickets closed late', drafts.length)
      return ok({ drafts, answer: null })
    })
    this.#watch('late tickets', late)
  }

  /** Null: the caller is refused before the upgrade. */
  async answer(socket: ServerSocket, knock: Knock): Promise<Answer> {
    return await this.#door.answer(socket, knock)
  }

  /** A socket that has passed the door, as the gateway lets it in. */
  accept(socket: ServerSocket, wire: Wire, answer: NonNullable<Answer>): void {
    const { clock, verify } = this.ports
    this.wires.add(wire)
    socket.on('close', () => this.wires.delete(wire))
    if (answer.kind === 'sent_away') return socket.close(answer.code, answer.reason)
    const { key, claims } = answer
    socket.pause()
    this.#watch(
      'room not opened',
      this.#rooms
        .enter(key)
        .then(async room => {
          if (this.#revoked.has(claims.device)) return socket.close(CLOSE.revoked, 'revoked')
          const ports = { clock, verify, log: this.#log() }
          await new Connection(asWs(socket), asTransport(socket), room, ports, claims).start()
          socket.resume()
        })
        .catch(() => {
          socket.resume()
          socket.close(CLOSE.restart, 'not ready')
        }),
    )
  }

  /** @param tells whether its machine goes on and closes its connections. */
  crash(tells: boolean): void {
    this.life.alive = false
    clearInterval(this.#beats)
    // Later: it may have died in the middle of its own work.
    setTimeout(() => {
      for (const wire of [...this.wires]) wire.died('server', tells)
      this.#watch('rooms of the dead', this.#rooms.close())
    }, 0)
  }

  /** As on SIGTERM. */
  async stop(): Promise<void> {
    clearInterval(this.#beats)
    await this.#rooms.close()
    this.life.alive = false
  }

  /** As `sync-server/server-session.ts`, with chances that replay. */
  #session(): ServerSession {
    const { clock } = this.ports
    const { random } = this.ports.chance
    let lastBoot = 0
    return {
      nextBoot: () => {
        lastBoot = Math.max(lastBoot + 1, clock.now() * BOOT_RANDOM_LIMIT + random.int(BOOT_RANDOM_LIMIT))
        return lastBoot
      },
      clientId: () => 1 + random.int(2 ** 48 - 1),
      clock,
      sign: SEAL_KEY.sign,
    }
  }

  #watch(what: string, work: Promise<unknown>): void {
    work.catch((fault: unknown) => {
      if (this.life.alive) this.ports.trace.violated('no fault', `server: ${what}: ${String(fault)}`)
    })
  }

  /** What the server says of itself goes into the trace; a fault that is no fault of the world is a bug. */
  #log(): Logger {
    const { trace } = this.ports
    const say = (fields: { readonly err?: unknown; readonly reason?: string }, text: string) => {
      if (!this.life.alive) return
      if (text === 'another process owns the document') trace.count('servers fenced out')
      const { err, reason } = fields
      trace.say(this.name, `${text}${reason ? `: ${reason}` : ''}${err ? `: ${String(err)}` : ''}`)
      const isOfTheWorld = err instanceof FencedOut || (err instanceof Error && 'code' in err)
      if (err && !isOfTheWorld && text !== 'room not opened')
        trace.violated('no fault', `server: ${text}: ${err instanceof Error ? err.stack : String(err)}`)
    }
    // reason: the parts of the server use no more of pino than these
    return { debug: say, info: say, warn: say, error: say } as unknown as Logger
  }
}

function asTransport(socket: ServerSocket): Duplex {
  // reason: of its transport a connection uses `write` alone
  return socket as unknown as Duplex
}

function asWs(socket: ServerSocket): WebSocket {
  // reason: has of `ws` all that a connection uses
  return socket as unknown as WebSocket
}

import type { SyncTicket, TicketRefusal } from '@/lib/client/sync-session'
import type { QueueEvent } from '@/lib/domain/events'
import { AgentId, CenterId, DeviceId, type EventId, type InstantMs, ServiceDay, type Surface } from '@/lib/domain/ids'
import { ok, type Result, refuse } from '@/lib/domain/result'
import type { TokenClaims } from '@/lib/protocol/rest'
import { CLOSE } from '@/lib/protocol/sync-messages'
import { SYNC_SUBPROTOCOL, TOKEN_SUBPROTOCOL_PREFIX } from '@/lib/protocol/version'
import type { Identity } from '@/lib/replica/replica'
import { SESSION_MS } from '@/lib/server/sync-token'
import { keyOf } from '@/tests/support/signing'
import { Chance } from './chance'
import { SimDatabase } from './database'
import { SimDisk } from './disk'
import { HOSTILE } from './hostile'
import { Ledger } from './ledger'
import { type DeviceSocket, type Direction, ServerSocket, type Way, Wire } from './network'
import type { Programs, Version } from './program'
import { SimDevice } from './sim-device'
import { SimServer } from './sim-server'
import { Trace } from './trace'
import { delay, never, virtualTime } from './virtual-time'
import { ServerWatcher } from './watcher'

export const CENTER = CenterId.parse(1)
const FETCH_MS_MAX = 10_000
/** A revocation has reached everybody by then; what is being stored may take a moment more. */
const EXPELLED_MS_MAX = 5_000 + 5_000

export type Enrolled = { readonly device: SimDevice; readonly surface: Surface; readonly disk: SimDisk }

/** Each with the version of its program, in a world that has several. */
const MEMBERS: readonly (readonly [name: string, surface: Surface, digit: number | null, version: Version])[] = [
  ['kiosk1', 'kiosk', 1, 'today'],
  ['kiosk2', 'kiosk', 2, 'older'],
  ['agent1', 'agent', null, 'newer'],
  ['agent2', 'agent', null, 'older'],
  ['agent3', 'agent', null, 'today'],
  ['board1', 'display', null, 'older'],
]

/** One world in so many is calm but for one hostile device. */
const ATTACKED_EACH = 15

/** Frames of each device and direction that somebody on the way has kept. */
const KEPT_FRAMES = 20

/** A center: its devices, its sync server with a database, and the network between them. */
export class World {
  readonly chance: Chance
  readonly trace: Trace
  readonly ledger: Ledger
  readonly database: SimDatabase
  readonly members: readonly SimDevice[]
  readonly disks = new Map<SimDevice, SimDisk>()
  readonly wires = new Map<SimDevice, Set<Wire>>()
  readonly seenFrames = new Map<string, Uint8Array[]>()
  /** Where the next to pass loses its power: `kiosk1 commit: before`, `server ack`. */
  readonly cutPoints = new Set<string>()
  readonly revokedAt = new Map<DeviceId, InstantMs>()
  /** Connections in which somebody on the way has changed what a device sent. */
  readonly spoilt = new Set<Wire>()
  /** One device more is enrolled, and does what it can to stop the others. */
  readonly isAttacked: boolean
  /** Devices run programs of several versions. */
  readonly isMixed: boolean
  servers: SimServer[] = []
  /** When something of the document was last sent. */
  lastNewsAt = 0
  #ways = new Map<SimDevice, Way>()
  #tokens = new Map<string, TokenClaims>()
  #boots = new Map<string, number>()
  #serverRuns = 0

  constructor(
    seed: number,
    readonly programs: Programs,
    keepsLines: boolean,
    /** What happens to a device that loses its power at a point that was set. */
    readonly afterCut: (device: SimDevice) => void,
    readonly afterCrash: () => void,
    readonly backupHolds: (event: EventId) => boolean,
  ) {
    this.chance = new Chance(seed)
    this.trace = new Trace(keepsLines)
    this.ledger = new Ledger(event => this.trace.violated('I8', `two contents of ${event}`))
    const count = (name: string) => this.trace.count(name)
    this.database = new SimDatabase(
      this.chance.of('database'),
      (event, broughtBy) => this.#stored(event, broughtBy),
      count,
    )
    this.isAttacked = seed % ATTACKED_EACH === 0
    this.isMixed = this.chance.of('versions').once(2)
    this.members = MEMBERS.map(([name, surface, digit, version]) => this.#enroll(name, surface, digit, version))
  }

  /** The run of the server that a new connection reaches; null while there is none. */
  get server(): SimServer | null {
    return this.servers.findLast(({ life }) => life.alive) ?? null
  }

  startServer(): void {
    const name = `server${++this.#serverRuns}`
    const reach = (point: string) => this.#reachServer(name, point)
    const server = new SimServer(name, {
      database: this.database,
      roster: async () => this.#roster(),
      revoked: this.revokedAt.keys(),
      verify: async token => this.#verify(token),
      clock: { now: virtualTime.now },
      chance: this.chance.of(name),
      trace: this.trace,
      reach,
    })
    this.servers.push(server)
    this.trace.say(name, 'starts')
  }

  crashServer(server: SimServer, where: string): void {
    if (!server.life.alive) return
    this.trace.say(server.name, `crashes: ${where}`)
    this.trace.count(`server crash at ${where}`)
    server.crash(!this.chance.once(4))
  }

  wayOf(device: SimDevice): Way {
    return this.#ways.get(device) ?? 'open'
  }

  setWay(device: SimDevice, way: Way): void {
    if (this.wayOf(device) === way) return
    this.trace.say(device.name, `way ${way}`)
    this.#ways.set(device, way)
    for (const wire of this.wires.get(device) ?? []) wire.release()
    if (way === 'open' && this.chance.once(2)) device.nudge()
  }

  /** An administrator revokes a device; the sync servers learn of it within a few seconds. */
  revoke({ identity: { device } }: SimDevice): void {
    this.trace.say(device, 'is revoked')
    this.trace.count('revocations')
    this.revokedAt.set(device, virtualTime.now())
    setTimeout(
      () => {
        for (const server of this.servers) if (server.life.alive) server.expel(device)
      },
      this.chance.between(10, 3_000),
    )
  }

  /** Whether the center counts on it: it is one of those that must be well at the end. */
  isTrusted({ identity }: SimDevice): boolean {
    return !this.revokedAt.has(identity.device)
  }

  #stored(event: QueueEvent, broughtBy: DeviceId): void {
    this.ledger.say(event)
    if (event.type === 'log.sealed.v1') this.trace.count('seals verified')
    if (event.device !== broughtBy) this.trace.count('events carried by others')
    // What was taken before may wait for a database that is away.
    const takenSince = Math.max(this.revokedAt.get(broughtBy) ?? Number.POSITIVE_INFINITY, this.database.lastAwayAt)
    if (virtualTime.now() > takenSince + EXPELLED_MS_MAX)
      this.trace.violated('I12', `${event.id} was taken from ${broughtBy}, which is revoked`)
  }

  #enroll(name: string, surface: Surface, issuerDigit: number | null, version: Version): SimDevice {
    const identity = { device: DeviceId.parse(name), center: CENTER, surface, issuerDigit, timeZone: 'Africa/Douala' }
    const disk = new SimDisk(this.chance.of(`disk of ${name}`), {
      reach: point => this.reach(device, point),
      isSafeElsewhere: event => this.database.holds(event) && this.backupHolds(event),
      onCommitted: (records, told) => this.ledger.wrote(records, told),
      onAcknowledged: events => this.ledger.acknowledged(events),
      count: what => this.trace.count(what),
    })
    const device: SimDevice = new SimDevice(identity, this.isMixed ? version : 'today', {
      disk,
      chance: this.chance.of(name),
      trace: this.trace,
      programs: this.programs,
      requestTicket: (who, boot) => this.#requestTicket(who, boot),
      connect: (who, socket, url, protocols) => void this.#connect(who, socket, url, protocols),
    })
    this.disks.set(device, disk)
    this.wires.set(device, new Set())
    return device
  }

  /** Passed by a device at each named point; cuts its power where a cut was set. */
  reach(device: SimDevice, point: string): void {
    if (this.cutPoints.delete(`${device.name} ${point}`)) this.cutPower(device, point)
  }

  cutPower(device: SimDevice, where: string): void {
    if (!device.isOn) return
    this.trace.count(`power cut at ${where}`)
    for (const wire of this.wires.get(device) ?? []) wire.died('device', false)
    this.wires.get(device)?.clear()
    device.cutPower(where)
    this.afterCut(device)
  }

  /** The device's page is closed. */
  stop(device: SimDevice): void {
    for (const wire of this.wires.get(device) ?? []) wire.died('device', true)
    this.wires.get(device)?.clear()
    device.stop()
  }

  /** The device starts again with today's program. */
  async update(device: SimDevice): Promise<void> {
    this.trace.count(`updates of ${device.version} programs`)
    this.stop(device)
    device.version = 'today'
    await device.start()
  }

  #reachServer(name: string, point: string): void {
    if (!this.cutPoints.delete(`server ${point}`)) return
    const server = this.servers.find(run => run.name === name)
    if (!server) return
    this.crashServer(server, point)
    this.afterCrash()
  }

  #roster() {
    if (!this.database.isUp) throw Object.assign(new Error('database: away'), { code: 'ECONNREFUSED' })
    return {
      devices: [...this.members.map(({ identity }) => identity), ...(this.isAttacked ? [BROKEN] : [])].map(
        ({ device, surface, issuerDigit }) => ({
          ...{ id: device, surface, issuerDigit },
          publicKey: keyOf(device).publicJwk,
          isRevoked: this.revokedAt.has(device),
        }),
      ),
      staff: STAFF,
    }
  }

  /** The web app's part: it answers while the network and the database do. */
  async #requestTicket(device: SimDevice, boot: number): Promise<Result<SyncTicket, TicketRefusal>> {
    const { life } = device
    const isReached = this.wayOf(device) === 'open'
    await delay(isReached ? this.chance.of(`${device.name} ${virtualTime.now()}`).between(5, 120) : FETCH_MS_MAX)
    if (!life.alive) return await never()
    if (!isReached || !this.database.isUp) return refuse({ code: 'unreachable' })
    if (this.revokedAt.has(device.identity.device)) return refuse({ code: 'device_revoked' })
    if (boot < (this.#boots.get(device.name) ?? 0)) return refuse({ code: 'store_lost' })
    this.#boots.set(device.name, boot)
    return ok({
      wsUrl: 'ws://sync/sync',
      ...this.#issueToken(device.identity),
      serverTimeMs: virtualTime.now(),
      lifeMs: SESSION_MS,
    })
  }

  #issueToken({ device, center, surface }: Pick<Identity, 'device' | 'center' | 'surface'>): {
    readonly token: string
  } {
    const token = `t${this.#tokens.size}`
    const seconds = (instant: InstantMs) => Math.floor(instant / 1000)
    const now = virtualTime.now()
    this.#tokens.set(token, {
      device,
      center,
      surface,
      connect_by: seconds(now + 60_000),
      exp: seconds(now + SESSION_MS),
    })
    return { token }
  }

  #verify(token: string): TokenClaims | null {
    const claims = this.#tokens.get(token)
    return claims && claims.exp * 1000 > virtualTime.now() ? claims : null
  }

  async #connect(device: SimDevice, socket: DeviceSocket, url: string, protocols: readonly string[]): Promise<void> {
    const { life } = device
    const chance = this.chance.of(`${device.name} connects ${virtualTime.now()}`)
    await delay(chance.between(5, 120))
    if (!life.alive || this.wayOf(device) !== 'open') return // nobody answers: the device gives up by itself
    const { server } = this
    const day = ServiceDay.parse(url.split('/').at(-1))
    const serverSocket = new ServerSocket()
    const answer = await server?.answer(serverSocket, { url, protocols })
    if (!server || !answer) return socket.failed()

    const watcher = new ServerWatcher(day, device.name, this.database, this.trace)
    const lives = { device: life, server: server.life }
    const wire = new Wire(socket, serverSocket, day, lives, () => this.wayOf(device), chance, {
      sent: (direction, frame) => this.#sent(device, day, server, watcher, direction, frame),
      closed: wire => this.#hungUp(device, wire),
    })
    this.wires.get(device)?.add(wire)
    serverSocket.on('close', () => this.wires.get(device)?.delete(wire))
    this.trace.say(device.name, `connects to ${server.name} for ${day}`)
    this.trace.count('connections')
    server.accept(serverSocket, wire, answer)
    socket.opened()
  }

  /** Who has a right to it, and a program of his own, connects. Null when he is refused. */
  async dial(
    socket: DeviceSocket,
    device: DeviceId,
    day: ServiceDay,
    onFrame: (frame: Uint8Array) => void,
  ): Promise<ServerSocket | null> {
    const { token } = this.#issueToken({ device, center: CENTER, surface: 'agent' })
    const chance = this.chance.of(`${device} connects ${token}`)
    await delay(chance.between(5, 120))
    const { server } = this
    const serverSocket = new ServerSocket()
    const protocols = [SYNC_SUBPROTOCOL, TOKEN_SUBPROTOCOL_PREFIX + token]
    const answer = await server?.answer(serverSocket, { url: `ws://sync/sync/${CENTER}/${day}`, protocols })
    if (!server || !answer) return null
    const wire = new Wire(socket, serverSocket, day, { device: ALIVE, server: server.life }, () => 'open', chance, {
      sent: (direction, frame) => direction === 'down' && onFrame(frame),
      closed: ({ closedWith }) => this.trace.say(device, `is hung up on with ${closedWith}`),
    })
    server.accept(serverSocket, wire, answer)
    socket.opened()
    return serverSocket
  }

  #sent(
    device: SimDevice,
    day: ServiceDay,
    server: SimServer,
    watcher: ServerWatcher,
    direction: Direction,
    frame: Uint8Array,
  ): void {
    this.#keep(device, day, direction, frame)
    if (isNews(frame)) this.lastNewsAt = virtualTime.now()
    if (direction === 'up') return
    const kind = watcher.read(frame)
    this.#reachServer(server.name, kind)
    if (kind === 'ack') this.trace.say(device.name, 'is acknowledged')
  }

  /** I10: an honest device is never refused. */
  #hungUp(device: SimDevice, wire: Wire): void {
    this.trace.say(device.name, `is hung up on with ${wire.closedWith}`)
    if (this.isAttacked && wire.closedWith === CLOSE.overload)
      this.trace.violated('I14', `${device.name} was sent away for what another did`)
    if (wire.closedWith !== CLOSE.violation) return
    if (this.spoilt.has(wire)) this.trace.count('quarantines')
    else this.trace.violated('I10', `${device.name} was refused`)
  }

  #keep(device: SimDevice, day: ServiceDay, direction: Direction, frame: Uint8Array): void {
    const key = framesKey(device, day, direction)
    const kept = this.seenFrames.get(key) ?? []
    // Only what carries the document: a greeting or an acknowledgement of before is the transport's to refuse.
    if (isNews(frame)) this.seenFrames.set(key, [...kept, frame].slice(-KEPT_FRAMES))
  }
}

export function framesKey(device: SimDevice, day: ServiceDay, direction: Direction): string {
  return `${device.name} ${day} ${direction}`
}

/** A frame that carries something of the document: type sync, and no question. */
function isNews(frame: Uint8Array): boolean {
  return frame[0] === 0 && frame[1] !== 0
}

const BROKEN = { device: HOSTILE, surface: 'agent', issuerDigit: null } as const
const ALIVE = { alive: true }
const STAFF = [1, 2, 3].map(n => ({ id: AgentId.parse(n), role: 'agent' as const }))

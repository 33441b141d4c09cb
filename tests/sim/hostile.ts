import * as Y from 'yjs'
import { DeviceId, type DurationMs, type ServiceDay } from '@/lib/domain/ids'
import { CLOSE, FRAME_BYTES_MAX, FRAME_BYTES_MAX_BEFORE_SYNC } from '@/lib/protocol/sync-messages'
import { logName } from '@/lib/replica/day-document'
import { WAITING_FRAMES_MAX } from '@/sync-server/connection'
import { SOCKETS_OF_DEVICE_MAX } from '@/sync-server/gateway'
import { syncStep1Frame, updateFrame } from '@/sync-server/sync-frames'
import type { Chance } from './chance'
import { DeviceSocket, type ServerSocket } from './network'
import { delay } from './virtual-time'
import type { World } from './world'

/** Enrolled as a tablet; its program is somebody else's, or broken. */
export const HOSTILE = DeviceId.parse('broken')
const ATTACKS = ['flood', 'questions', 'large frame', 'huge frame', 'noise', 'crowd'] as const
/** Of 200 for all that is no update a question costs 10, and 20 come back each second. */
const ANSWERS_MAX = 22
const FLOOD_FRAMES = 260
const CROWD = 60
/** Time enough to be answered, or hung up on. */
const SETTLED_MS: DurationMs = 2_000
/** Longer than the server waits for the answer to a close. */
const GONE_MS: DurationMs = 8_000

/** Takes no notice of the end of a connection. */
class DeafSocket extends DeviceSocket {
  override take(): void {}
}

/**
 * One device that harms the server as well as it can, and what that may cost it (I14).
 *
 * Virtual time shows what is waited for and how much is held, not what is computed: a frame that takes long to read takes
 * no time here. That, callers who never ask for an upgrade, and who does not read what is sent, need real sockets and a
 * real clock (`sync-server/limits.pg.test.ts`).
 */
export class Hostile {
  readonly #doc = new Y.Doc()
  readonly #chance: Chance
  #seq = 0

  constructor(
    private readonly world: World,
    private readonly day: ServiceDay,
  ) {
    this.#chance = world.chance.of('hostile')
    this.#doc.clientID = 1 + this.#chance.random.int(2 ** 48)
  }

  /** Each attack at least once, in any order. */
  async attack(): Promise<void> {
    const order = ATTACKS.map(attack => ({ attack, at: this.#chance.random.int(2 ** 30) })).sort((a, b) => a.at - b.at)
    for (const { attack } of order) {
      await delay(this.#chance.wait(1_000))
      this.world.trace.say(HOSTILE, attack)
      this.world.trace.count(`attacks: ${attack}`)
      await this.#do(attack)
    }
  }

  async #do(attack: (typeof ATTACKS)[number]): Promise<void> {
    switch (attack) {
      case 'flood':
        return await this.#flood()
      case 'questions':
        return await this.#ask()
      case 'large frame':
        return await this.#sendOnly(updateFrame(new Uint8Array(FRAME_BYTES_MAX_BEFORE_SYNC)), CLOSE.violation)
      case 'huge frame':
        return await this.#sendOnly(new Uint8Array(FRAME_BYTES_MAX + 1), 1009)
      case 'noise':
        return await this.#sendOnly(updateFrame(this.#noise()), CLOSE.violation)
      case 'crowd':
        return await this.#crowd()
    }
  }

  /** As many frames at once as it can, each with an event that nobody knows: they wait on its own socket. */
  async #flood(): Promise<void> {
    const line = await this.#dial()
    if (!line) return
    line.socket.send(syncStep1Frame(new Y.Doc()))
    const frames: Uint8Array[] = []
    this.#doc.on('update', update => frames.push(updateFrame(update)))
    for (let count = 0; count < FLOOD_FRAMES; count++)
      this.#doc.getArray(logName(HOSTILE)).push([[99, 1, ++this.#seq, 0, 0, 1]])
    for (const frame of frames) line.socket.send(frame)
    await delay(SETTLED_MS)
    this.#expect(line.server.takenMax <= WAITING_FRAMES_MAX + 1, `${line.server.takenMax} frames were taken at once`)
    line.socket.close()
  }

  async #ask(): Promise<void> {
    const line = await this.#dial()
    if (!line) return
    for (let count = 0; count < FLOOD_FRAMES; count++) line.socket.send(syncStep1Frame(new Y.Doc()))
    await delay(SETTLED_MS)
    this.#expect(line.answers() <= ANSWERS_MAX, `${line.answers()} questions were answered`)
    this.#expect(line.socket.wire?.closedWith === CLOSE.overload, 'who asks without end is heard on')
  }

  async #sendOnly(frame: Uint8Array, code: number): Promise<void> {
    const line = await this.#dial()
    line?.socket.send(frame)
    await delay(SETTLED_MS)
    const closedWith = line?.socket.wire?.closedWith
    this.#expect(!line || closedWith === code, `hung up on with ${closedWith} instead of ${code}`)
  }

  /** More connections than it may have, none of which it ever closes. */
  async #crowd(): Promise<void> {
    const lines = await Promise.all(Array.from({ length: CROWD }, () => this.#dial(new DeafSocket())))
    const count = lines.filter(line => line !== null).length
    this.#expect(count <= SOCKETS_OF_DEVICE_MAX, `${count} sockets of one device`)
    await delay(GONE_MS)
    const left = lines.filter(line => line && !line.server.destroyed).length
    this.#expect(left <= 1, `${left} sockets that were closed are still there`)
  }

  async #dial(socket = new DeviceSocket()): Promise<Line | null> {
    let answers = 0
    const server = await this.world.dial(socket, HOSTILE, this.day, frame => {
      if (frame[0] === 0 && frame[1] === 1) answers++
    })
    return server && { socket, server, answers: () => answers }
  }

  /** An update of more clients than there can be. */
  #noise(): Uint8Array {
    const noise = Array.from({ length: this.#chance.between(1, 300) }, () => this.#chance.random.int(256))
    return Uint8Array.of(255, 255, 255, 15, ...noise)
  }

  #expect(holds: boolean, what: string): void {
    if (!holds) this.world.trace.violated('I14', what)
  }
}

type Line = { readonly socket: DeviceSocket; readonly server: ServerSocket; readonly answers: () => number }

import pLimit from 'p-limit'
import type { DeviceId, DurationMs } from '@/lib/domain/ids'
import { CLOSE } from '@/lib/protocol/sync-messages'
import { isDatabaseAway } from '@/lib/server/database'
import { type DocumentKey, documentName } from './journal'
import { Room } from './room'
import type { RoomPorts } from './room-ports'
import { WaitingBytes } from './store'

/** An idle room stays loaded for so long: a center that reconnects after a hiccup finds it warm. */
const IDLE_MS: DurationMs = 60_000

/** Rooms that are loaded at once: a country that comes back must not have each load wait for all the others. */
const OPENING_MAX = 8

/** The rooms of this process, each loaded once, however many connections ask for it at the same time. */
export class Rooms {
  readonly #rooms = new Map<string, Promise<Room>>()
  readonly #sweep: NodeJS.Timeout
  readonly #idleSince = new Map<string, number>()
  readonly #ports: RoomPorts
  readonly #opening = pLimit(OPENING_MAX)
  #closing = false

  constructor(ports: Omit<RoomPorts, 'waiting'>, waiting = new WaitingBytes()) {
    this.#ports = { ...ports, waiting }
    this.#sweep = setInterval(() => {
      this.#closeIdle().catch(fault => ports.log.error({ err: fault }, 'idle rooms not closed'))
    }, IDLE_MS / 4)
    this.#sweep.unref()
  }

  /** Rejects when the document cannot be loaded; the next call tries again. */
  async enter(key: DocumentKey): Promise<Room> {
    if (this.#closing) throw new Error('the server is closing')
    const name = documentName(key)
    // Who asks for it uses it, also without a connection: phones, the console, the end of a day.
    this.#idleSince.delete(name)
    const known = this.#rooms.get(name)
    if (known && !(await known).hasEnded) return await known
    if (known && this.#rooms.get(name) !== known) return await this.enter(key)

    const opening = this.#opening(() => Room.open(key, this.#ports))
    this.#rooms.set(name, opening)
    opening.then(
      room => this.#ports.days?.opened(room),
      () => {
        if (this.#rooms.get(name) === opening) this.#rooms.delete(name)
      },
    )
    return await opening
  }

  /** One beat for everybody; each room builds its frame once. */
  async beat(): Promise<void> {
    await this.#inEach(room => room.broadcastBeat())
    await this.#followOwners()
  }

  /** Rooms that another process has opened meanwhile are left. While the database is away nobody can have. */
  async #followOwners(): Promise<void> {
    const rooms = await this.opened()
    if (rooms.length === 0) return
    try {
      const epochs = await this.#ports.journal.epochs(rooms.map(({ key }) => key))
      for (const room of rooms) await room.followOwner(epochs.get(documentName(room.key)))
    } catch (fault) {
      if (!isDatabaseAway(fault)) throw fault
    }
  }

  /** Those that are open now. */
  async opened(): Promise<readonly Room[]> {
    return (await this.#open()).filter(room => !room.hasEnded)
  }

  /** Sends a device away from every room, for ever. */
  async expel(device: DeviceId): Promise<void> {
    await this.#inEach(room => room.expel(device))
  }

  async close(): Promise<void> {
    this.#closing = true
    clearInterval(this.#sweep)
    await Promise.all((await this.#open()).map(room => room.close(CLOSE.restart, 'the server restarts')))
  }

  async #closeIdle(): Promise<void> {
    const now = this.#ports.clock.now()
    for (const [name, opening] of this.#rooms) {
      const room = await opening.catch(() => null)
      if (!room || !(room.isIdle || room.hasEnded)) {
        this.#idleSince.delete(name)
        continue
      }
      const since = this.#idleSince.get(name) ?? now
      this.#idleSince.set(name, since)
      if (now - since < IDLE_MS && !room.hasEnded) continue
      this.#rooms.delete(name)
      this.#idleSince.delete(name)
      await room.close(CLOSE.restart, 'idle')
    }
  }

  /** At once in every room that is open: one that is still being loaded holds up no other. */
  async #inEach(work: (room: Room) => void): Promise<void> {
    const done = [...this.#rooms.values()].map(async opening => {
      const room = await opening.catch(() => null)
      if (room && !room.hasEnded) work(room)
    })
    await Promise.all(done)
  }

  async #open(): Promise<Room[]> {
    const rooms = await Promise.allSettled(this.#rooms.values())
    return rooms.flatMap(result => (result.status === 'fulfilled' ? [result.value] : []))
  }
}

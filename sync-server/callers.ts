import type { Duplex } from 'node:stream'
import type { DeviceId } from '@/lib/domain/ids'

/**
 * Sockets that nobody has proven anything on yet. When there are too many, the one that has waited longest goes: an
 * honest device is through within a round trip, and whoever only holds a socket open is the first to lose it.
 */
export class Callers {
  readonly #waiting = new Set<Duplex>()

  constructor(private readonly max: number) {}

  get count(): number {
    return this.#waiting.size
  }

  add(socket: Duplex): void {
    this.#waiting.add(socket)
    socket.once('close', () => this.#waiting.delete(socket))
    if (this.#waiting.size <= this.max) return
    const [oldest] = this.#waiting
    if (oldest) this.#waiting.delete(oldest)
    oldest?.destroy()
  }

  /** It has asked for an upgrade, and is somebody else's care. */
  remove(socket: Duplex): void {
    this.#waiting.delete(socket)
  }
}

/** How many sockets each device has. */
export class SocketCounts {
  readonly #counts = new Map<DeviceId, number>()

  constructor(private readonly max: number) {}

  /** False when the device has enough. Counts the socket until it is closed. */
  take(device: DeviceId, socket: Duplex): boolean {
    const count = this.#counts.get(device) ?? 0
    if (count >= this.max || socket.destroyed) return false
    this.#counts.set(device, count + 1)
    socket.once('close', () => this.#giveBack(device))
    return true
  }

  #giveBack(device: DeviceId): void {
    const left = (this.#counts.get(device) ?? 0) - 1
    if (left > 0) this.#counts.set(device, left)
    else this.#counts.delete(device)
  }
}

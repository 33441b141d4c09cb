import { randomInt } from 'node:crypto'
import * as Y from 'yjs'
import { BareDevice } from './bare-device'
import type { Seat } from './bench-center'
import type { ServerAddress } from './bench-device'
import type { PreparedCenter } from './prepared-center'

export type StormPlan = {
  readonly server: ServerAddress
  readonly acknowledges: boolean
  /** A relay keeps nothing and asks nothing: who comes later never hears what was said before. All wait for all then. */
  readonly asks: boolean
}

export type StormSamples = {
  readonly devices: number
  readonly events: number
  /** From the first connection attempt until every device holds all logs of its center, and was told that its own is stored. */
  readonly ms: number
  /** Logs that some device had not whole when the wait was over, over all devices; and own logs not acknowledged. */
  readonly missing: number
  /** How often a device was refused or hung up on, and came back. */
  readonly sentAway: number
}

const WAIT_MS_MAX = 60_000
/** As a device does: at first within this time, then twice that. */
const FIRST_RETRY_MS = 400
const RETRY_MS_MAX = 30_000

/** A network comes back: everybody connects in the same instant, with all that was said meanwhile. */
export async function storm(prepared: readonly PreparedCenter[], plan: StormPlan): Promise<StormSamples> {
  const startedAt = performance.now()
  const devices = prepared.flatMap(center => center.seats.map(seat => new StormDevice(center, seat, plan)))
  const missing = () => devices.reduce((sum, device) => sum + device.missing, 0)
  const isDone = new Promise<void>(resolve => {
    let unfinished = devices.length
    for (const device of devices)
      device.onFinished = () => {
        unfinished--
        if (unfinished === 0) resolve()
      }
    setTimeout(resolve, WAIT_MS_MAX).unref()
  })
  for (const center of prepared) {
    const ofCenter = devices.filter(device => device.center === center)
    const connected = Promise.all(ofCenter.map(device => device.connect()))
    if (!plan.asks) void connected.then(() => ofCenter.map(device => device.bring()))
  }
  await isDone
  const ms = performance.now() - startedAt
  for (const device of devices) device.stop()
  return {
    devices: devices.length,
    events: prepared.reduce((sum, { appends }) => sum + appends.length, 0),
    ms,
    missing: missing(),
    sentAway: devices.reduce((sum, device) => sum + device.sentAway, 0),
  }
}

/** Knows how long each session of its center is when it is whole, and strikes off what it has. Comes back when sent away. */
class StormDevice {
  readonly #lacks = new Map<number, number>()
  readonly #unacknowledged = new Map<number, number>()
  #socket: BareDevice | null = null
  #isStopped = false
  sentAway = 0
  onFinished = (): void => undefined

  constructor(
    readonly center: PreparedCenter,
    private readonly seat: Seat,
    private readonly plan: StormPlan,
  ) {
    for (const { seat: author, client, end } of center.appends) {
      if (author !== seat) this.#lacks.set(client, end)
      else if (plan.acknowledges) this.#unacknowledged.set(client, end)
    }
  }

  get missing(): number {
    return this.#lacks.size + this.#unacknowledged.size
  }

  async connect(): Promise<void> {
    const brings = this.plan.asks ? this.center.wholes.get(this.seat) : undefined
    this.#socket = await BareDevice.connect(this.plan.server, this.seat, this.center.day, {
      onUpdate: update => this.#strike(this.#lacks, Y.parseUpdateMeta(update).to),
      onAck: clocks => this.#strike(this.#unacknowledged, clocks),
      onSentAway: () => this.#comeBack(),
      ...(brings && { brings }),
    }).catch(() => null)
    if (!this.#socket) this.#comeBack()
    if (this.#isStopped) this.#socket?.close()
  }

  /** Says all it has, asked or not. */
  bring(): void {
    const whole = this.center.wholes.get(this.seat)
    if (whole) this.#socket?.update(whole)
  }

  stop(): void {
    this.#isStopped = true
    this.#socket?.close()
  }

  #comeBack(): void {
    if (this.#isStopped) return
    const waitMs = randomInt(Math.min(RETRY_MS_MAX, FIRST_RETRY_MS * 2 ** this.sentAway))
    this.sentAway++
    setTimeout(() => void this.connect(), waitMs)
  }

  #strike(open: Map<number, number>, ends: ReadonlyMap<number, number>): void {
    const before = this.missing
    for (const [client, end] of ends) if (end >= (open.get(client) ?? Number.POSITIVE_INFINITY)) open.delete(client)
    if (before > 0 && this.missing === 0) this.onFinished()
  }
}

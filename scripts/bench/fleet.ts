import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises'
import { serviceDayOf } from '@/lib/domain/service-day'
import { seededRandom } from '@/tests/support/seeded-random'
import { BareDevice } from './bare-device'
import { type Seat, seatsOf } from './bench-center'
import {
  BENCH_TIME_ZONE,
  type BenchDevice,
  BenchStore,
  openBenchDevice,
  type ServerAddress,
  untilLive,
} from './bench-device'
import { Meter, type Samples } from './meter'
import { announcePresence } from './presence'
import { TicketFlow } from './ticket-flow'

export type FleetPlan = {
  readonly server: ServerAddress
  /** A relay acknowledges nothing. */
  readonly acknowledges: boolean
  readonly centers: readonly number[]
  /** Whole devices; the first of them kiosks. */
  readonly devicesPerCenter: number
  /** More connections that only listen. */
  readonly listenersPerCenter: number
  /** Those that only listen say that they are there, as a stock client does. */
  readonly announces?: boolean
}

/** Appends come at random instants (a Poisson process), as citizens do, whatever became of those before. */
export type OpenLoop = { readonly perSecond: number; readonly forMs: number; readonly seed: number }

/** Each center appends as soon as fewer than `inFlight` of its events wait for their acknowledgement. */
export type ClosedLoop = { readonly inFlight: number; readonly forMs: number; readonly eventsMax: number }

const SEED = 20_260_302

/** The devices of some centers, all in this process, linked to one server. */
export class Fleet {
  readonly #meter = new Meter()
  readonly #flows: TicketFlow[] = []
  readonly #listeners: { stop(): void }[] = []
  readonly #inFlight = new Map<number, number>()
  #onAcknowledged: (() => void)[] = []

  private constructor(private readonly plan: FleetPlan) {}

  static async open(plan: FleetPlan): Promise<Fleet> {
    const fleet = new Fleet(plan)
    for (const center of plan.centers) await fleet.#openCenter(center)
    return fleet
  }

  close(): void {
    for (const device of this.#flows.flatMap(({ devices }) => devices)) device.stop()
    for (const listener of this.#listeners) listener.stop()
  }

  async append({ perSecond, forMs, seed }: OpenLoop): Promise<Samples> {
    const random = seededRandom(seed)
    const gapMs = () => (-Math.log(1 - random.int(1e6) / 1e6) * 1000) / perSecond
    this.#meter.start()
    const startedAt = performance.now()
    for (let dueMs = gapMs(); dueMs < forMs; dueMs += gapMs()) {
      const waitMs = startedAt + dueMs - performance.now()
      await (waitMs > 0 ? pause(waitMs) : nextTurn())
      const flow = this.#flows[random.int(this.#flows.length)]
      if (flow) await this.#appendTo(flow)
    }
    return await this.#meter.finish()
  }

  async saturate(loop: ClosedLoop): Promise<Samples> {
    this.#meter.start()
    const until = performance.now() + loop.forMs
    await Promise.all(this.#flows.map(flow => this.#saturateOne(flow, loop, until)))
    return await this.#meter.finish()
  }

  async #saturateOne(flow: TicketFlow, { inFlight, eventsMax }: ClosedLoop, until: number): Promise<void> {
    const center = centerOf(flow)
    for (let sent = 0; sent < eventsMax && performance.now() < until; sent++) {
      while ((this.#inFlight.get(center) ?? 0) >= inFlight && performance.now() < until) await this.#acknowledgement()
      await this.#appendTo(flow)
    }
  }

  async #appendTo(flow: TicketFlow): Promise<void> {
    const at = performance.now()
    const event = await flow.next()
    this.#meter.sent(event.id, at, flow.devices.length - 1, this.plan.acknowledges)
    this.#count(centerOf(flow), 1)
  }

  async #openCenter(center: number): Promise<void> {
    const { devicesPerCenter, listenersPerCenter } = this.plan
    const seats = seatsOf(center, devicesPerCenter + listenersPerCenter)
    const devices = await Promise.all(seats.slice(0, devicesPerCenter).map(seat => this.#open(seat)))
    await Promise.all(seats.slice(devicesPerCenter).map(seat => this.#listen(seat)))
    if (devicesPerCenter > 0) this.#flows.push(new TicketFlow(devices, seededRandom(SEED + center)))
  }

  async #listen(seat: Seat): Promise<void> {
    const listener = await BareDevice.connect(this.plan.server, seat, serviceDayOf(Date.now(), BENCH_TIME_ZONE))
    const stops = this.plan.announces ? [announcePresence(frame => listener.send(frame))] : []
    this.#listeners.push({
      stop: () => {
        for (const stop of stops) stop()
        listener.close()
      },
    })
  }

  async #open(seat: Seat): Promise<BenchDevice> {
    const store = new BenchStore(ids => {
      this.#meter.acknowledged(ids)
      this.#count(seat.center, -ids.length)
      for (const wake of this.#onAcknowledged.splice(0)) wake()
    })
    const device = await openBenchDevice(this.plan.server, seat, store)
    const [document] = device.replica.documents()
    // The replica listens since before: when this is called, it has folded.
    document?.onEvents(events => {
      for (const { event } of events) if (event.device !== seat.device) this.#meter.folded(event.id)
    })
    device.link.start()
    await untilLive(device)
    return device
  }

  #count(center: number, change: number): void {
    this.#inFlight.set(center, (this.#inFlight.get(center) ?? 0) + change)
  }

  async #acknowledgement(): Promise<void> {
    await new Promise<void>(resolve => this.#onAcknowledged.push(resolve))
  }
}

function centerOf(flow: TicketFlow): number {
  return flow.devices[0]?.seat.center ?? 0
}

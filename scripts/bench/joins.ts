import type { ServiceDay } from '@/lib/domain/ids'
import { BareDevice } from './bare-device'
import { type Seat, seatsOf } from './bench-center'
import { BenchStore, openBenchDevice, type ServerAddress, untilLive } from './bench-device'

export type JoinPlan = {
  readonly server: ServerAddress
  readonly center: number
  /** Devices that know nothing, one after another. */
  readonly fresh: number
  /** How often one that was there before comes back, with nothing to learn. */
  readonly returning: number
}

export type Join = { readonly ms: number; readonly bytes: number; readonly tickets: number }
export type Joins = { readonly fresh: readonly Join[]; readonly returning: readonly Join[] }

/** A display comes to the day, by itself. */
export async function measureJoins({ server, center, fresh, returning }: JoinPlan): Promise<Joins> {
  const display = seatsOf(center, 3).at(-1)
  if (!display) throw new Error('a center without a display')
  const joins: Joins & { fresh: Join[]; returning: Join[] } = { fresh: [], returning: [] }
  const store = new BenchStore()
  for (let time = 0; time < fresh; time++)
    joins.fresh.push(await joinOnce(server, display, time === 0 ? store : new BenchStore()))
  for (let time = 0; time < returning; time++) joins.returning.push(await joinOnce(server, display, store))
  return joins
}

/** From the first byte sent to the last event folded. What the device does before it has a network is not in it. */
async function joinOnce(server: ServerAddress, seat: Seat, store: BenchStore): Promise<Join> {
  const device = await openBenchDevice(server, seat, store)
  const startedAt = performance.now()
  device.link.start()
  await untilLive(device)
  const ms = performance.now() - startedAt
  const { sentBytes, receivedBytes } = device.traffic
  const tickets = device.replica.queue.tickets.size
  device.stop()
  return { ms, bytes: sentBytes + receivedBytes, tickets }
}

export type CrowdPlan = { readonly server: ServerAddress; readonly seats: readonly Seat[]; readonly day: ServiceDay }

/** Milliseconds until all of them have been sent the day. They do not read it: fifty devices are not one machine. */
export async function measureCrowd({ server, seats, day }: CrowdPlan): Promise<number> {
  const startedAt = performance.now()
  const sockets = await Promise.all(
    seats.map(async seat => {
      let onDay = (): void => undefined
      const hasDay = new Promise<void>(resolve => {
        onDay = resolve
      })
      const socket = await BareDevice.connect(server, seat, day, { onUpdate: () => onDay() })
      await hasDay
      return socket
    }),
  )
  const ms = performance.now() - startedAt
  for (const socket of sockets) socket.close()
  return ms
}

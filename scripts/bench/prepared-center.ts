import * as Y from 'yjs'
import type { ServiceDay } from '@/lib/domain/ids'
import { seededRandom } from '@/tests/support/seeded-random'
import { SEATS_MAX, type Seat, seatsOf } from './bench-center'
import { BenchStore, openBenchDevice, type ServerAddress } from './bench-device'
import { TicketFlow } from './ticket-flow'

/** One append of one device: what it would send, and where its session ends after it. */
export type Append = { readonly seat: Seat; readonly update: Uint8Array; readonly client: number; readonly end: number }

/** What the devices of a center have to say: made by real replicas that met nobody, and sent later by bare connections. */
export type PreparedCenter = {
  readonly day: ServiceDay
  readonly seats: readonly Seat[]
  readonly appends: readonly Append[]
  /** All that one device has, as one update. Without those that have nothing. */
  readonly wholes: ReadonlyMap<Seat, Uint8Array>
}

const SEED = 20_260_302

/** @param events of the whole center; a device appends its seals besides */
export async function prepareCenter(server: ServerAddress, center: number, events: number): Promise<PreparedCenter> {
  const seats = seatsOf(center, SEATS_MAX)
  const devices = await Promise.all(seats.map(seat => openBenchDevice(server, seat, new BenchStore())))
  const appends: Append[] = []
  const docs = devices.map(({ seat, replica }) => {
    const doc = replica.documents()[0]?.doc ?? new Y.Doc()
    doc.on('update', (update: Uint8Array) => {
      for (const [client, end] of Y.parseUpdateMeta(update).to) appends.push({ seat, update, client, end })
    })
    return { seat, doc }
  })
  const flow = new TicketFlow(devices, seededRandom(SEED + center))
  for (let count = 0; count < events; count++) {
    const { device: author } = await flow.next()
    await devices.find(({ seat }) => seat.device === author)?.replica.tend()
  }
  const writers = new Set(appends.map(({ seat }) => seat))
  const wholes = docs
    .filter(({ seat }) => writers.has(seat))
    .map(({ seat, doc }) => [seat, Y.encodeStateAsUpdate(doc)] as const)
  const prepared = { day: devices[0]?.replica.day ?? serviceDayOfNobody(), seats, appends, wholes: new Map(wholes) }
  for (const device of devices) device.stop()
  return prepared
}

function serviceDayOfNobody(): never {
  throw new Error('a center without devices')
}

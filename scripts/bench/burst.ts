import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises'
import * as Y from 'yjs'
import { seededRandom } from '@/tests/support/seeded-random'
import { BareDevice } from './bare-device'
import type { Seat } from './bench-center'
import type { ServerAddress } from './bench-device'
import type { OpenLoop } from './fleet'
import { Meter, type Samples } from './meter'
import type { PreparedCenter } from './prepared-center'

export type BurstPlan = { readonly server: ServerAddress; readonly acknowledges: boolean; readonly loop: OpenLoop }

type OpenCenter = { readonly center: PreparedCenter; readonly sockets: ReadonlyMap<Seat, BareDevice>; sent: number }

/**
 * Sends what was prepared, event by event, at random instants: more than whole devices could on this machine. Its "fold" is
 * the arrival at the center's display.
 */
export async function burst(prepared: readonly PreparedCenter[], plan: BurstPlan): Promise<Samples> {
  const { perSecond, forMs, seed } = plan.loop
  const meter = new Meter()
  const centers: OpenCenter[] = []
  for (const center of prepared) centers.push({ center, sockets: await connectAll(center, plan, meter), sent: 0 })

  const random = seededRandom(seed)
  const gapMs = () => (-Math.log(1 - random.int(1e6) / 1e6) * 1000) / perSecond
  meter.start()
  const startedAt = performance.now()
  for (let dueMs = gapMs(); dueMs < forMs; dueMs += gapMs()) {
    const waitMs = startedAt + dueMs - performance.now()
    if (waitMs > 0) await pause(waitMs)
    else if (random.int(8) === 0) await nextTurn() // what arrives meanwhile must not wait until all is sent
    const center = centers[random.int(centers.length)]
    if (center) sendNext(center, plan, meter)
  }
  const samples = await meter.finish()
  for (const { sockets } of centers) for (const socket of sockets.values()) socket.close()
  return samples
}

function sendNext(open: OpenCenter, { acknowledges }: BurstPlan, meter: Meter): void {
  const append = open.center.appends[open.sent]
  if (!append) return
  open.sent++
  meter.sent(placeOf(append.client, append.end), performance.now(), 1, acknowledges)
  open.sockets.get(append.seat)?.update(append.update)
}

async function connectAll(center: PreparedCenter, plan: BurstPlan, meter: Meter): Promise<Map<Seat, BareDevice>> {
  const isDisplay = ({ surface }: Seat) => surface === 'display'
  const open = async (seat: Seat) => {
    const reach = new Map<number, number>()
    const onAck = (clocks: ReadonlyMap<number, number>) => meter.acknowledged(newPlaces(reach, clocks))
    const onUpdate = (update: Uint8Array) => {
      for (const place of newPlaces(reach, Y.parseUpdateMeta(update).to)) meter.folded(place)
    }
    const options = isDisplay(seat) ? { onUpdate } : { onAck }
    return [seat, await BareDevice.connect(plan.server, seat, center.day, options)] as const
  }
  return new Map(await Promise.all(center.seats.map(open)))
}

/** The events between what was reached before and `ends`; remembers those. */
function newPlaces(reach: Map<number, number>, ends: ReadonlyMap<number, number>): string[] {
  const places: string[] = []
  for (const [client, end] of ends) {
    for (let place = (reach.get(client) ?? 0) + 1; place <= end; place++) places.push(placeOf(client, place))
    reach.set(client, Math.max(end, reach.get(client) ?? 0))
  }
  return places
}

function placeOf(client: number, end: number): string {
  return `${client}:${end}`
}

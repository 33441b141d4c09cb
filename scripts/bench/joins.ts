import { type Seat, seatsOf } from './bench-center'
import { BenchStore, openBenchDevice, type ServerAddress, untilLive } from './bench-device'

export type JoinPlan = { readonly server: ServerAddress; readonly center: number; readonly rounds: number }

export type Join = { readonly ms: number; readonly bytes: number; readonly tickets: number }
export type Joins = { readonly fresh: readonly Join[]; readonly returning: readonly Join[] }

const FRESH_PER_ROUND = 1
const RETURNING_PER_ROUND = 4

/** A display that knows nothing comes to the day; then it comes back several times, with nothing new to learn. */
export async function measureJoins({ server, center, rounds }: JoinPlan): Promise<Joins> {
  const display = seatsOf(center, 3).at(-1)
  if (!display) throw new Error('a center without a display')
  const fresh: Join[] = []
  const returning: Join[] = []
  for (let round = 0; round < rounds; round++) {
    const store = new BenchStore()
    for (let time = 0; time < FRESH_PER_ROUND + RETURNING_PER_ROUND; time++) {
      const join = await joinOnce(server, display, store)
      ;(time < FRESH_PER_ROUND ? fresh : returning).push(join)
    }
  }
  return { fresh, returning }
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

import { type Bench, compareBursts, compareLoads, measured, SEED } from './bench'
import { SEATS_MAX } from './bench-center'
import { ALONE, BUSY, HUNDRED, MANY } from './centers'
import { printTable } from './figures'
import { CPU_HEAD, cpuRow, LATENCY_HEAD, latencyRow, latencyRows } from './rounds'

const ROUNDS = 3
/** At high rates only so many devices of a center are whole; the rest are bare connections. */
const BUSY_DEVICES = { devicesPerCenter: 4, listenersPerCenter: SEATS_MAX - 4 }
/** With 2,000 connections there is room for a kiosk and a tablet. */
const FEW_DEVICES = { devicesPerCenter: 2, listenersPerCenter: SEATS_MAX - 2 }

export async function oneCenter(bench: Bench): Promise<void> {
  const { clients, contenders } = bench
  const { server } = contenders.ours
  const plan = { server, acknowledges: true, centers: ALONE, devicesPerCenter: SEATS_MAX, listenersPerCenter: 0 }
  await clients.open('alone', plan)
  const load = (perSecond: number, forMs: number) =>
    measured(bench, contenders.ours, () => clients.append('alone', { perSecond, forMs, seed: SEED }))
  const [slow, fast] = [await load(1, 20_000), await load(100, 8_000)]
  await clients.close('alone')
  printTable('One center, 20 devices: milliseconds from append', [
    LATENCY_HEAD,
    latencyRow('1/s', [slow]),
    latencyRow('100/s', [fast]),
  ])
}

export async function manyCenters(bench: Bench): Promise<void> {
  const whole = { centers: MANY, devicesPerCenter: SEATS_MAX, listenersPerCenter: 0 }
  const [calm, quiet] = await compareLoads(bench, whole, [
    { perSecond: 100, forMs: 6_000, seed: SEED, rounds: ROUNDS },
    { perSecond: 1, forMs: 15_000, seed: SEED, rounds: 1 },
  ])
  const bare = { centers: BUSY, ...BUSY_DEVICES }
  const [busy] = await compareLoads(bench, bare, [{ perSecond: 1_000, forMs: 3_000, seed: SEED, rounds: ROUNDS }])
  if (!calm || !quiet || !busy) return
  const folding = `${BUSY_DEVICES.devicesPerCenter} of 20 fold`
  printTable(`25 centers x 20 devices (500 connections), ${ROUNDS} rounds (1/s: one): milliseconds from append`, [
    LATENCY_HEAD,
    ...latencyRows('1/s', quiet),
    ...latencyRows('100/s', calm, { fold: '<= 5/10/25', ack: 'p95 <= 12' }),
    ...latencyRows(`1,000/s, ${folding}`, busy),
  ])
  printTable('The same: CPU seconds per 1,000 events, median (at 1/s most of it is beats)', [
    CPU_HEAD,
    cpuRow('1/s', quiet),
    cpuRow('100/s', calm, '<= 1.3 x relay'),
    cpuRow('1,000/s', busy, '<= 1.0 x relay'),
  ])
}

export async function twoThousand(bench: Bench): Promise<void> {
  const [quiet, calm, busy] = await compareLoads(bench, { centers: HUNDRED, ...FEW_DEVICES }, [
    { perSecond: 1, forMs: 15_000, seed: SEED, rounds: 1 },
    { perSecond: 100, forMs: 5_000, seed: SEED, rounds: ROUNDS },
    { perSecond: 1_000, forMs: 3_000, seed: SEED, rounds: ROUNDS },
  ])
  if (!quiet || !calm || !busy) return
  const title = '100 centers x 20 devices (2,000 connections), 2 of 20 devices fold, the others are bare connections'
  printTable(`${title}, ${ROUNDS} rounds (1/s: one): milliseconds from append`, [
    LATENCY_HEAD,
    ...latencyRows('1/s', quiet),
    ...latencyRows('100/s', calm),
    ...latencyRows('1,000/s', busy),
  ])
  printTable('The same: CPU seconds per 1,000 events, median (at 1/s most of it is beats)', [
    CPU_HEAD,
    cpuRow('1/s', quiet),
    cpuRow('100/s', calm),
    cpuRow('1,000/s', busy),
  ])
}

export async function overload(bench: Bench): Promise<void> {
  const loop = { perSecond: 5_000, forMs: 3_000, seed: SEED, rounds: 2 }
  const many = await compareBursts(bench, 25, loop)
  const one = await compareBursts(bench, 1, loop)
  printTable('Overload, 5,000 events/s, all bare, 2 rounds: milliseconds until the display of the center has it', [
    LATENCY_HEAD,
    ...latencyRows('25 x 20', many, { fold: 'p99 <= 250' }),
    ...latencyRows('one center x 20', one),
  ])
  printTable('The same: CPU seconds per 1,000 events', [
    CPU_HEAD,
    cpuRow('25 x 20', many),
    cpuRow('one center x 20', one, '<= 0.8 x relay'),
  ])
}

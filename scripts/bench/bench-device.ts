import { randomInt } from 'node:crypto'
import { WebSocket } from 'ws'
import { SyncLink } from '@/lib/client/sync-link'
import type { EventId } from '@/lib/domain/ids'
import { ok } from '@/lib/domain/result'
import { MemoryEventStore } from '@/lib/replica/memory-event-store'
import { Replica } from '@/lib/replica/replica'
import { SESSION_MS, signToken } from '@/lib/server/sync-token'
import { signerOf } from '@/tests/support/signing'
import type { Seat } from './bench-center'

export const BENCH_ORIGIN = 'http://localhost:3000'
export const BENCH_TIME_ZONE = 'Africa/Douala'
/** All devices of the bench sign with one key: making thousands would take longer than measuring. */
export const BENCH_KEY_NAME = 'bench'
const LIVE_MS_MAX = 20_000
const TEND_MS = 1_000

export type ServerAddress = { readonly wsUrl: string; readonly tokenKey: Uint8Array }

/** A store in memory that says when the server's acknowledgement was kept. */
export class BenchStore extends MemoryEventStore {
  constructor(private readonly onAcknowledged: (ids: readonly EventId[]) => void = () => undefined) {
    super()
  }

  override async acknowledge(ids: readonly EventId[]): Promise<void> {
    await super.acknowledge(ids)
    this.onAcknowledged(ids)
  }
}

export type Traffic = { sentBytes: number; receivedBytes: number }

export type BenchDevice = {
  readonly seat: Seat
  readonly replica: Replica
  readonly link: SyncLink
  readonly traffic: Traffic
  stop(): void
}

/** A whole device without its screen: the real replica and the real link, which is not started yet. */
export async function openBenchDevice(server: ServerAddress, seat: Seat, store: BenchStore): Promise<BenchDevice> {
  const clock = { now: () => Date.now() }
  const random = { int: (limit: number) => randomInt(Math.min(limit, 2 ** 48 - 1)) }
  const onFault = (what: string, fault: unknown) => console.error(seat.device, what, fault)
  const replica = await Replica.open(
    { ...seat, timeZone: BENCH_TIME_ZONE },
    {
      store,
      clock,
      random,
      signer: signerOf(BENCH_KEY_NAME),
      onFault,
    },
  )
  const traffic: Traffic = { sentBytes: 0, receivedBytes: 0 }
  let incarnation: string | null = null
  const link = new SyncLink(replica, {
    session: {
      requestTicket: async () => {
        const { device, center, surface } = seat
        const token = await signToken(server.tokenKey, { device, center, surface }, clock.now())
        return ok({ wsUrl: server.wsUrl, token, serverTimeMs: clock.now(), lifeMs: SESSION_MS })
      },
    },
    clock,
    random,
    // reason: ws has the interface of the browser's WebSocket as far as y-websocket uses it
    WebSocket: countingSocket(traffic) as typeof globalThis.WebSocket,
    onFault,
    incarnation: {
      read: () => Promise.resolve(incarnation),
      write: value => {
        incarnation = value
        return Promise.resolve()
      },
    },
    onNudge: () => () => undefined,
  })
  const tending = setInterval(() => void replica.tend(), TEND_MS)
  const stop = () => {
    clearInterval(tending)
    link.stop()
    replica.close()
  }
  return { seat, replica, link, traffic, stop }
}

/** Resolves once the device and the server hold the same and `holds`; checks on every change of the device. */
export async function untilLive({ replica, link, seat, traffic }: BenchDevice, holds = () => true): Promise<void> {
  const whyNot = () => JSON.stringify({ ...link.status.get(), halt: link.halt.get(), ...traffic })
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(
      () => finish(() => reject(new Error(`${seat.device} is not live: ${whyNot()}`))),
      LIVE_MS_MAX,
    )
    const check = () => link.status.get().rung !== 'offline' && holds() && finish(resolve)
    const stops = [replica.subscribe(check), link.status.subscribe(check)]
    const finish = (settle: () => void) => {
      clearTimeout(timer)
      for (const stop of stops) stop()
      settle()
    }
    check()
  })
}

/** A socket that says where it comes from, as a browser's does, and counts the bytes of its messages. */
function countingSocket(traffic: Traffic): unknown {
  return class extends WebSocket {
    constructor(url: string, protocols: string[]) {
      super(url, protocols, { origin: BENCH_ORIGIN })
      this.on('message', (data: Buffer | ArrayBuffer) => {
        traffic.receivedBytes += data.byteLength
      })
    }

    override send(data: Uint8Array): void {
      traffic.sentBytes += data.byteLength
      super.send(data)
    }
  }
}

import {
  type CenterId,
  DEVICE_ID_ALPHABET,
  DEVICE_ID_LENGTH,
  DeviceId,
  type DurationMs,
  type InstantMs,
} from '@/lib/domain/ids'
import type { Reach } from '@/lib/domain/scheduling'
import { MemoryEventStore } from '@/lib/replica/memory-event-store'
import type { Clock, Random } from '@/lib/replica/ports'
import { Replica } from '@/lib/replica/replica'
import { cryptoRandom } from './browser-ports'
import { type ConsoleBarrier, ConsoleSession } from './console-replica-session'
import type { LinkHalt } from './day-link'
import { DeviceHealths, type DeviceReport } from './device-health'
import { type OnFault, reportFault } from './fault-log'
import type { LinkStatus } from './link-status'
import { browserNudges, type OnNudge } from './nudges'
import { Observed, type Watched } from './observed'
import { type IncarnationStore, SyncLink } from './sync-link'

export type ConsoleReplicaPorts = {
  readonly clock: Clock
  readonly random: Random
  readonly fetch: typeof fetch
  readonly WebSocket: typeof WebSocket
  readonly onFault: OnFault
  readonly onNudge: OnNudge
}

/** For an effect: none of these exists while a page is drawn by the server. */
export function browserConsolePorts(): ConsoleReplicaPorts {
  return {
    clock: { now: () => Date.now() },
    random: cryptoRandom,
    // Called as a method of another object, the browser's own fetch would refuse ("Illegal invocation").
    fetch: (input, init) => fetch(input, init),
    WebSocket,
    onFault: reportFault,
    onNudge: browserNudges,
  }
}

const TEND_MS: DurationMs = 1_000

/**
 * The queue of today in a console: read alone, in memory alone, by the same links as a display's. It has no identity, no
 * key and no store: a page that is closed has left nothing, and one that is opened gets all from the server.
 */
export class ConsoleReplica {
  readonly reach: Reach
  readonly #time: Observed<InstantMs>
  readonly #timer: ReturnType<typeof setInterval>

  private constructor(
    readonly replica: Replica,
    private readonly link: SyncLink,
    private readonly session: ConsoleSession,
    private readonly healths: DeviceHealths,
    private readonly clock: ServerClock,
    onFault: OnFault,
  ) {
    this.reach = link.reach
    this.#time = new Observed(clock.now())
    link.start()
    this.#timer = setInterval(() => {
      void tend(replica, onFault)
      this.#time.set(clock.now())
    }, TEND_MS)
  }

  static async open(
    place: { readonly center: CenterId; readonly timeZone: string },
    ports: ConsoleReplicaPorts,
  ): Promise<ConsoleReplica> {
    const clock = new ServerClock(ports.clock)
    const identity = { ...place, device: randomDevice(ports.random), surface: 'display', issuerDigit: null } as const
    const replica = await Replica.open(identity, { ...ports, clock, store: new MemoryEventStore(), signer: NO_SIGNER })
    const session = new ConsoleSession(place.center, {
      ...ports,
      onServerTime: now => {
        clock.hear(now)
        return replica.tellTime(now)
      },
    })
    const healths = new DeviceHealths()
    const told = { onServerTime: (now: InstantMs) => clock.hear(now), onReports: healths.take }
    const link = new SyncLink(replica, { ...ports, ...told, clock, session, incarnation: incarnationInMemory() })
    return new ConsoleReplica(replica, link, session, healths, clock, ports.onFault)
  }

  get status(): Watched<LinkStatus> {
    return this.link.status
  }

  /** Why today's link has given up; null while it has not. */
  get halt(): Watched<LinkHalt | null> {
    return this.link.halt
  }

  get barrier(): Watched<ConsoleBarrier | null> {
    return this.session.barrier
  }

  /** How the devices of the center are, as the server last told. */
  get reports(): Watched<ReadonlyMap<DeviceId, DeviceReport>> {
    return this.healths.reports
  }

  /** The time, each second, by the server's clock, as the queue's times are: an office computer's own may be wrong. */
  get time(): Watched<InstantMs> {
    return this.#time
  }

  // Arrow function: it is handed on without its object.
  readonly now = (): InstantMs => this.clock.now()

  close(): void {
    clearInterval(this.#timer)
    this.link.stop()
    this.replica.close()
  }
}

/** Never rejects. Nothing is issued here, so a date in doubt is the one that the clock shows. */
async function tend(replica: Replica, onFault: OnFault): Promise<void> {
  try {
    await replica.tend()
    if (replica.doubtedDay) await replica.confirmDay(replica.doubtedDay)
  } catch (fault) {
    onFault('tend the replica', fault)
  }
}

/** A difference that the network makes is none. */
const OFFSET_MS_MIN: DurationMs = 2_000

/** This computer's clock, set right by what the server tells. */
class ServerClock implements Clock {
  #offsetMs: DurationMs = 0

  constructor(private readonly clock: Clock) {}

  now(): InstantMs {
    return this.clock.now() + this.#offsetMs
  }

  hear(serverTime: InstantMs): void {
    if (Math.abs(serverTime - this.now()) >= OFFSET_MS_MIN) this.#offsetMs = serverTime - this.clock.now()
  }
}

/** A reader has no log, so nothing is ever signed. */
const NO_SIGNER = { sign: () => Promise.reject(new Error('a console signs nothing')) }

function randomDevice(random: Random): DeviceId {
  const letters = Array.from({ length: DEVICE_ID_LENGTH }, () =>
    DEVICE_ID_ALPHABET.charAt(random.int(DEVICE_ID_ALPHABET.length)),
  )
  return DeviceId.parse(letters.join(''))
}

/** A console acknowledges nothing and is owed nothing; the link asks all the same. */
function incarnationInMemory(): IncarnationStore {
  let known: string | null = null
  return {
    read: () => Promise.resolve(known),
    write: incarnation => {
      known = incarnation
      return Promise.resolve()
    },
  }
}

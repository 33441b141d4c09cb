import type { SyncLink } from '@/lib/client/sync-link'
import type { SyncTicket, TicketRefusal } from '@/lib/client/sync-session'
import type { InstantMs } from '@/lib/domain/ids'
import type { Result } from '@/lib/domain/result'
import type { Identity, Replica } from '@/lib/replica/replica'
import { signerOf } from '@/tests/support/signing'
import type { Chance } from './chance'
import type { Life, SimDisk } from './disk'
import { DeviceSocket } from './network'
import type { Programs, Version } from './program'
import type { Trace } from './trace'
import { virtualTime } from './virtual-time'

export type DevicePorts = {
  readonly disk: SimDisk
  readonly chance: Chance
  readonly trace: Trace
  readonly programs: Programs
  readonly requestTicket: (device: SimDevice, boot: number) => Promise<Result<SyncTicket, TicketRefusal>>
  readonly connect: (device: SimDevice, socket: DeviceSocket, url: string, protocols: readonly string[]) => void
}

export type Running = { readonly replica: Replica; readonly link: SyncLink; readonly life: Life }

/** A browser does it each second; a world would spend a quarter of its time on that. */
const TEND_MS = 3_000
const OPEN_AGAIN_MS = 15_000

/** A device without its screen: the production replica and link, on a disk, a clock and a network that fail. */
export class SimDevice {
  #life: Life = { alive: false }
  #running: Running | null = null
  #stops: (() => void)[] = []
  #nudge: (() => void) | null = null
  /** How wrong its clock is. */
  offsetMs = 0

  constructor(
    readonly identity: Identity,
    /** Of the program that it runs from its next start on. */
    public version: Version,
    private readonly ports: DevicePorts,
  ) {}

  get name(): string {
    return this.identity.device
  }

  get isOn(): boolean {
    return this.#life.alive
  }

  /** Null while it is off, and while it opens its store. */
  get running(): Running | null {
    return this.#running
  }

  get life(): Life {
    return this.#life
  }

  now(): InstantMs {
    return virtualTime.now() + this.offsetMs
  }

  /** Never rejects: a device whose store fails tries again, as `lib/client/device.ts` does. */
  async start(): Promise<void> {
    if (this.isOn) return
    const life: Life = { alive: true }
    this.#life = life
    this.ports.trace.say(this.name, 'starts')
    while (life.alive) {
      try {
        return await this.#open(life)
      } catch (fault) {
        this.#tell('open', fault)
        await new Promise(resolve => setTimeout(resolve, OPEN_AGAIN_MS))
      }
    }
  }

  /** Its page is closed: it says good-bye. */
  stop(): void {
    if (!this.#running) return this.cutPower('closed while it opened')
    this.ports.trace.say(this.name, 'stops')
    this.#end(this.#running, true)
  }

  cutPower(where: string): void {
    if (!this.isOn) return
    this.ports.trace.say(this.name, `loses power: ${where}`)
    this.ports.disk.powerOff()
    const running = this.#running
    this.#life.alive = false
    this.#running = null
    // Later: it may have died in the middle of its own work.
    setTimeout(() => running && this.#end(running, false), 0)
  }

  /** The network is back, and the browser says so. */
  nudge(): void {
    this.#nudge?.()
  }

  async #open(life: Life): Promise<void> {
    const { chance, disk, programs } = this.ports
    const program = programs[this.version]
    const store = disk.powerOn(life)
    const clock = { now: () => this.now() }
    const { random } = chance
    const onFault = (what: string, fault: unknown) => life.alive && this.#tell(what, fault)
    const replica = await program.openReplica(this.identity, {
      store,
      clock,
      random,
      signer: signerOf(this.name),
      onFault,
    })
    if (!life.alive) return
    const link = new program.SyncLink(replica, {
      session: { requestTicket: boot => this.ports.requestTicket(this, boot) },
      clock,
      random,
      WebSocket: this.#socketClass(),
      onFault,
      incarnation: store.incarnation,
      onNudge: listener => {
        this.#nudge = listener
        return () => {
          this.#nudge = null
        }
      },
    })
    this.#running = { replica, link, life }
    const tend = setInterval(() => this.#tend(replica, onFault), TEND_MS)
    this.#stops = [() => clearInterval(tend)]
    link.start()
    this.ports.trace.say(this.name, `is ready: ${replica.day}, boot ${replica.boot}, ${replica.pendingCount} pending`)
  }

  #tend(replica: Replica, onFault: (what: string, fault: unknown) => void): void {
    const { day, doubtedDay } = replica
    replica
      .tend()
      .catch(fault => onFault('tend', fault))
      .finally(() => {
        if (replica.day !== day) this.ports.trace.count('days rolled over')
        if (replica.doubtedDay !== null && doubtedDay === null) this.ports.trace.count('dates in doubt')
      })
  }

  #end({ replica, link, life }: Running, saysGoodBye: boolean): void {
    for (const stop of this.#stops.splice(0)) stop()
    this.#running = null
    link.stop()
    replica.close()
    if (saysGoodBye) life.alive = false
  }

  #tell(what: string, fault: unknown): void {
    const isOfTheWorld = fault instanceof Error && fault.message.startsWith('disk: ')
    this.ports.trace.say(this.name, `${what}: ${String(fault)}`)
    if (!isOfTheWorld)
      this.ports.trace.violated(
        'no fault',
        `${this.name}: ${what}: ${fault instanceof Error ? fault.stack : String(fault)}`,
      )
  }

  #socketClass(): typeof globalThis.WebSocket {
    const device = this
    const { life } = this
    class Socket extends DeviceSocket {
      constructor(url: string, protocols: readonly string[]) {
        super()
        if (life.alive) device.ports.connect(device, this, url, protocols)
      }
    }
    // reason: has of the browser's WebSocket all that y-websocket uses
    return Socket as unknown as typeof globalThis.WebSocket
  }
}

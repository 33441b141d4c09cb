import { setTimeout as pause } from 'node:timers/promises'
import { checkIn } from '@/lib/domain/check-in'
import type { EventDraft } from '@/lib/domain/events'
import type { EventId, ServiceDay, TicketNumber } from '@/lib/domain/ids'
import type { Post } from '@/lib/domain/post'
import { ok, type Result } from '@/lib/domain/result'
import { complete, start } from '@/lib/domain/serve'
import { openStation } from '@/lib/domain/station-acts'
import { numberOf } from '@/lib/domain/ticket-number'
import type { Desk } from '@/lib/replica/desk'
import type { Random } from '@/lib/replica/ports'
import type { Database } from '@/lib/server/database'
import { NEW_APPLICATION } from './catalogue'
import { markOf } from './day'
import {
  type DeviceOptions,
  DISPLAY,
  digestOf,
  isSynced,
  KIOSK,
  type NodeDevice,
  openNodeDevice,
  postOf,
  type ServerAddress,
  TABLET,
  until,
} from './node-device'
import { projectionDrift } from './projection'
import { callNextOf, PLAIN_INTAKE } from './scheduling'
import { seededRandom } from './seeded-random'

const KIOSKS: readonly DeviceOptions[] = [KIOSK, { device: 'nnnnnn', surface: 'kiosk', issuerDigit: 2 }]
const TABLETS: readonly DeviceOptions[] = [TABLET, { device: 'vvvvvv', surface: 'agent' }]

/** Persons with a code: now and then the same one comes to both kiosks. */
const PERSONS = 40
/** Between two acts of a device. */
const PAUSE_MS_MAX = 40

/** Two kiosks, two tablets and a display at work, whatever becomes of their server. */
export class BusyCenter {
  /** Every number that a kiosk gave, in the order given. */
  readonly given: TicketNumber[] = []
  #isBusy = false
  #work: Promise<unknown> = Promise.resolve()

  private constructor(
    readonly kiosks: readonly NodeDevice[],
    readonly tablets: readonly NodeDevice[],
    readonly display: NodeDevice,
    private readonly random: Random,
  ) {}

  static async open(server: ServerAddress, seed: number): Promise<BusyCenter> {
    const openAll = (all: readonly DeviceOptions[]) => Promise.all(all.map(one => openNodeDevice(server, one)))
    const [kiosks, tablets, [display]] = await Promise.all([openAll(KIOSKS), openAll(TABLETS), openAll([DISPLAY])])
    if (!display) throw new Error('a center has a display')
    return new BusyCenter(kiosks, tablets, display, seededRandom(seed))
  }

  get devices(): readonly NodeDevice[] {
    return [...this.kiosks, ...this.tablets, this.display]
  }

  /** From here on every device acts as fast as people can, until `rest`. */
  work(): void {
    this.#isBusy = true
    const visits = this.kiosks.map(kiosk => this.#repeat(() => this.#visit(kiosk)))
    const serving = this.tablets.map((tablet, index) => this.#serveAt(tablet, index + 1))
    this.#work = Promise.all([...visits, ...serving])
  }

  async rest(): Promise<void> {
    this.#isBusy = false
    await this.#work
  }

  /** Goes on until so many more tickets were given. */
  async workFor(tickets: number): Promise<void> {
    const enough = this.given.length + tickets
    while (this.given.length < enough) await pause(10)
  }

  close(): void {
    for (const device of this.devices) device.stop()
  }

  pendingCount(): number {
    return this.devices.reduce((sum, { replica }) => sum + replica.pendingCount, 0)
  }

  /** Of all devices, of today. */
  async acknowledgedCount(): Promise<number> {
    const kept = await Promise.all(this.devices.map(({ store, replica }) => store.eventsOf(replica.day)))
    return kept.flat().filter(({ isAcknowledged }) => isAcknowledged).length
  }

  /** All are on the highest rung with nothing un-acknowledged, and hold the same queue. */
  async untilAllEqual(ms = 30_000): Promise<void> {
    for (const device of this.devices) await until(device, 'online and acknowledged', () => isSynced(device), ms)
    // Asked again and again: a device that has everything hears nothing when another catches up.
    const deadline = performance.now() + ms
    while (!this.#areEqual()) {
      if (performance.now() > deadline) throw new Error(`the devices do not hold the same after ${ms} ms`)
      await pause(20)
    }
  }

  /** What is wrong, in words; nothing when each ticket that was given is in Postgres once, as all devices fold it. */
  async lostOrTwice(database: Database): Promise<string[]> {
    const stored = await storedEvents(database, this.display.replica.day)
    const issued = await database.sql<{ number: string; n: number }[]>`
      select split_part(ticket_id, '.', 1) as number, count(*)::int as n from queue_event
      where type = 'ticket.checked_in.v1' group by 1`
    const counts = new Map(issued.map(({ number, n }) => [number, n]))
    const events = [...heldBy(this.display)]
    return [
      ...this.given
        .filter((number, index) => this.given.indexOf(number) !== index)
        .map(number => `${number} given twice`),
      ...this.given.flatMap(number =>
        counts.get(number) === 1 ? [] : [`${number} stored ${counts.get(number) ?? 0} times`],
      ),
      ...events.filter(id => !stored.has(id)).map(id => `${id} is in no event table`),
      ...[...stored].filter(id => !events.includes(id)).map(id => `${id} is on no device`),
      ...(await projectionDrift(database, this.display.replica.queue)),
    ]
  }

  /** What devices were promised and Postgres does not hold; ask while there is no server. */
  async brokenPromises(database: Database): Promise<string[]> {
    const stored = await storedEvents(database, this.display.replica.day)
    const broken: string[] = []
    for (const device of this.devices) {
      const kept = await device.store.eventsOf(device.replica.day)
      const own = new Set(kept.map(({ event }) => event.id))
      for (const { event, isAcknowledged } of kept)
        if (isAcknowledged && !stored.has(event.id)) broken.push(`${event.id} was acknowledged`)
      for (const id of heldBy(device))
        if (!own.has(id) && !stored.has(id)) broken.push(`${id} was shown to ${device.replica.identity.device}`)
    }
    return broken
  }

  #areEqual(): boolean {
    const ofDevice = ({ replica }: NodeDevice) => digestOf(replica.queue)
    const counts = this.devices.map(device => heldBy(device).size)
    return new Set(counts).size === 1 && new Set(this.devices.map(ofDevice)).size === 1
  }

  async #repeat(act: () => Promise<unknown>): Promise<void> {
    while (this.#isBusy) {
      await act()
      await pause(this.random.int(PAUSE_MS_MAX))
    }
  }

  async #visit({ replica }: NodeDevice): Promise<void> {
    const person = this.random.int(4) === 0 ? markOf(`person${this.random.int(PERSONS)}`) : null
    const issued = await replica.act(({ queue, device, nextNumber }) => {
      const number = nextNumber(NEW_APPLICATION.letter)
      return checkIn(queue, { ...PLAIN_INTAKE, service: NEW_APPLICATION, mark: person, device, number })
    })
    if (!issued.ok || issued.value.type !== 'ticket.checked_in.v1') return
    const { ticket, id } = issued.value
    this.given.push(numberOf(ticket))
    await replica.act(() => ok({ type: 'ticket.printed.v1', actor: null, ticket, basedOn: id, copy: 1 }))
  }

  async #serveAt(tablet: NodeDevice, station: number): Promise<void> {
    const post = postOf(tablet, station, station)
    await tablet.replica.act(() => openStation(post))
    await this.#repeat(() => tablet.replica.act(desk => nextStep(desk, post)))
  }
}

type Step = Result<EventDraft, unknown>

function nextStep(desk: Pick<Desk, 'queue' | 'now'>, post: Post): Step {
  for (const decide of [complete, start]) {
    const decision = decide(desk.queue, post)
    if (decision.ok) return decision
  }
  return callNextOf(desk, post)
}

function heldBy({ replica }: NodeDevice): Set<EventId> {
  return new Set(replica.documents().flatMap(document => document.events().map(({ event }) => event.id)))
}

async function storedEvents(database: Database, day: ServiceDay): Promise<Set<EventId>> {
  const rows = await database.sql<{ id: EventId }[]>`select id from queue_event where service_day = ${day}`
  return new Set(rows.map(({ id }) => id))
}

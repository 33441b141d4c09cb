import { lostMoves } from '@/lib/client/agent-desk'
import { ticketAt } from '@/lib/domain/post'
import { serviceDayOf } from '@/lib/domain/service-day'
import { placeOf, work } from './agent-work'
import { Chaos } from './chaos'
import { Hostile } from './hostile'
import { checkInvariants } from './invariants'
import { checkStations } from './life-invariants'
import { visit } from './people'
import type { Programs } from './program'
import type { SimDevice } from './sim-device'
import { Supervisor } from './supervisor'
import type { Violation } from './trace'
import { checkVersions } from './version-invariants'
import { delay, virtualTime } from './virtual-time'
import { World } from './world'

export type SeedResult = {
  readonly seed: number
  readonly violations: readonly Violation[]
  readonly counts: Readonly<Record<string, number>>
  readonly digest: string
  readonly lines: readonly string[]
}

/** 08:00, and a little before midnight, at Douala. */
const MORNING = Date.parse('2026-03-02T07:00:00Z')
const BEFORE_MIDNIGHT = Date.parse('2026-03-02T22:58:50Z')
const MINUTE_MS = 60_000
const QUIET_MS_MAX = 6 * MINUTE_MS
/** Everybody is connected by then. */
const CONNECTED_MS = 8_000
/** A commit on a busy disk. */
const SLOW_MS = 150
/** There and back (2 x 60 ms), the commit that is under way, and one's own; and as much again. */
const HONEST_MS_MAX = 900

/** One world from its beginning until it is quiet, checked. The same seed gives the same world. */
export async function runSeed(seed: number, programs: Programs, keepsLines = false): Promise<SeedResult> {
  virtualTime.reset(seed % 4 === 0 ? BEFORE_MIDNIGHT : MORNING)
  const world: World = new World(
    seed,
    programs,
    keepsLines,
    device => chaos.comesBack(device),
    () => chaos.serverComesBack(),
    event => chaos.backupHolds(event),
  )
  const chaos = new Chaos(world)
  world.startServer()
  for (const device of world.members) void device.start()
  const day = new Day(world)
  day.open()
  if (world.isAttacked) await beAttacked(world)
  else {
    void chaos.rage()
    await virtualTime.pass(world.chance.between(1.2 * MINUTE_MS, 2.2 * MINUTE_MS))
  }
  day.close()
  await goesOn(chaos.heal())
  await becomeQuiet(world)
  checkStations(world)
  await finishWork(world)
  await becomeQuiet(world)
  if (world.isMixed) await comeToOneVersion(world)
  if (!world.isAttacked) await endDay(world)
  checkInvariants(world)
  countFacts(world)
  for (const device of world.members) device.stop()
  const { trace } = world
  return {
    seed,
    violations: trace.violations,
    counts: Object.fromEntries([...trace.counts].sort(([a], [b]) => (a < b ? -1 : 1))),
    digest: trace.digest(),
    lines: trace.lines,
  }
}

/** Visitors and agents, each in his own time. */
class Day {
  #isOpen = false

  constructor(private readonly world: World) {}

  open(): void {
    this.#isOpen = true
    for (const device of this.world.members) {
      const chance = this.world.chance.of(`people at ${device.name}`)
      const { surface } = device.identity
      if (surface === 'kiosk') void this.#again(14_000, device, () => visit(this.world, device, chance))
      if (surface === 'agent') void this.#again(7_000, device, () => work(this.world, device, chance))
    }
    if (!this.world.isAttacked) void new Supervisor(this.world).work(() => this.#isOpen)
  }

  close(): void {
    this.#isOpen = false
  }

  async #again(mean: number, device: SimDevice, doIt: () => Promise<void>): Promise<void> {
    const chance = this.world.chance.of(`pace of ${device.name}`)
    while (this.#isOpen) {
      await delay(chance.wait(mean))
      // Whoever waits for a device without power goes away; another one comes.
      const done = doIt().catch((fault: unknown) =>
        this.world.trace.violated(
          'no fault',
          `${device.name}: ${fault instanceof Error ? fault.stack : String(fault)}`,
        ),
      )
      await Promise.race([done, delay(20_000)])
    }
  }
}

/** I10, I11: nobody stays away, and nothing stays unacknowledged. */
async function becomeQuiet(world: World): Promise<void> {
  const until = virtualTime.now() + QUIET_MS_MAX
  let noisy: readonly SimDevice[] = []
  while (virtualTime.now() < until) {
    await virtualTime.pass(5_000)
    noisy = world.members.filter(device => world.isTrusted(device) && !isQuiet(device))
    if (noisy.length === 0) break
  }
  for (const { name, running } of noisy) {
    const status = running ? JSON.stringify(running.link.status.get()) : 'off'
    world.trace.violated(
      'I11',
      `${name} is not well: ${status} halt ${running?.link.halt.get()} day ${running?.replica.day}`,
    )
  }
  // What the last of them brought, or sealed, reaches the others. Nobody seals twice in a row.
  for (let round = 0; round < 20 && virtualTime.now() - world.lastNewsAt < 2_000; round++) await virtualTime.pass(500)
}

function isQuiet({ running }: SimDevice): boolean {
  if (!running) return false
  const { link, replica } = running
  const { rung, pendingCount } = link.status.get()
  return rung === 'online' && pendingCount === 0 && replica.doubtedDay === null && replica.documents().length === 1
}

/** I6: once its view has settled, an agent has one ticket at a time, and works it off. */
async function finishWork(world: World): Promise<void> {
  const chance = world.chance.of('finish')
  for (let round = 0; round < 16; round++) {
    for (const device of world.members)
      if (device.identity.surface === 'agent') await goesOn(work(world, device, chance, true))
    await virtualTime.pass(1_000)
  }
  for (const device of world.members) {
    const place = placeOf(device)
    const { running } = device
    if (device.identity.surface !== 'agent' || !place || !running || !world.isTrusted(device)) continue
    const at = ticketAt(running.replica.queue, { device: device.identity.device, station: place.station.id })
    if (at) world.trace.violated('I6', `${device.name} still has ${at.id}`)
  }
}

/** I14: nothing is wrong but one device; the others are served as ever, by a database that is slow. */
async function beAttacked(world: World): Promise<void> {
  const { database, ledger, trace } = world
  database.slowMs = SLOW_MS
  await virtualTime.pass(CONNECTED_MS)
  ledger.slowestMs = 0
  const day = serviceDayOf(virtualTime.now(), 'Africa/Douala')
  await goesOn(new Hostile(world, day).attack())
  trace.count('attacks lived through')
  if (ledger.slowestMs > HONEST_MS_MAX) trace.violated('I14', `somebody waited ${ledger.slowestMs} ms`)
  trace.count(`longest wait under attack: up to ${Math.ceil(ledger.slowestMs / 100) * 100} ms`)
  database.slowMs = 0
}

/** I13: what each version sees is checked; then those who are behind are updated. */
async function comeToOneVersion(world: World): Promise<void> {
  checkVersions(world)
  for (const device of world.members) if (device.version === 'older') await goesOn(world.update(device))
  await becomeQuiet(world)
}

/** I19: once the day is closed and all is quiet, nobody waits any more. */
async function endDay(world: World): Promise<void> {
  const supervisor = new Supervisor(world)
  let isClosed = false
  await goesOn(
    supervisor.closeDay().then(closed => {
      isClosed = closed
    }),
  )
  await becomeQuiet(world)
  if (!isClosed) return world.trace.violated('I19', 'the day could not be closed')
  world.trace.count('days closed at the end')
  const queue = world.members.find(device => device.running && world.isTrusted(device))?.running?.replica.queue
  for (const { id, state } of queue?.tickets.values() ?? [])
    if (state === 'waiting' || state === 'parked')
      world.trace.violated('I19', `${id} is ${state} after the day was closed`)
}

/** Lets time go on until something is done in it, a minute at most: what has no power any more is never done. */
async function goesOn(done: Promise<void>): Promise<void> {
  let isDone = false
  const told = done.then(() => {
    isDone = true
  })
  for (const until = virtualTime.now() + MINUTE_MS; !isDone && virtualTime.now() < until; ) await virtualTime.pass(100)
  if (isDone) await told
}

function countFacts({ members, trace, database }: World): void {
  for (const { events } of database.documents.values()) {
    trace.count('events', events.size)
    for (const { event } of events.values()) {
      if (event.type === 'ticket.checked_in.v1') trace.count('tickets')
      if (event.type === 'clock.corrected.v1') trace.count('clock corrections')
    }
  }
  const queue = members.find(({ running }) => running)?.running?.replica.queue
  if (!queue) return
  trace.count('conflicts', queue.conflicts.length)
  trace.count('duplicates', [...queue.tickets.values()].filter(({ state }) => state === 'duplicate').length)
  for (const device of members) trace.count('lost moves told', lostMoves(queue, device.identity.device).length)
}

import type { DurationMs, EventId } from '@/lib/domain/ids'
import type { Chance } from './chance'
import type { DatabaseMood, StoredDocument } from './database'
import { forgedFrame } from './forger'
import type { SimDevice } from './sim-device'
import { delay } from './virtual-time'
import { framesKey, type World } from './world'

const DAY_MS = 86_400_000
/** Where the power of a device may be cut. */
const DEVICE_POINTS = [
  'commit: before',
  'commit: in flight',
  'commit: after',
  'acknowledge: before',
  'acknowledge: in flight',
  'acknowledge: after',
  'start session: in flight',
  'set last day: in flight',
  'write incarnation: in flight',
  'save document',
  'paper',
] as const
/** Where the server may crash. */
const SERVER_POINTS = [
  'open: before',
  'open: after',
  'commit: before',
  'commit: after',
  'hello',
  'question',
  'update',
  'ack',
] as const

/** What goes wrong in one world, until it is healed. */
export class Chaos {
  #healed = false
  #backup: Map<string, StoredDocument> | null = null
  readonly #chance: Chance

  constructor(private readonly world: World) {
    this.#chance = world.chance.of('chaos')
  }

  /** Goes on until it is healed. */
  async rage(): Promise<void> {
    while (!this.#healed) {
      await delay(this.#chance.wait(9_000))
      if (!this.#healed) await this.#strike()
    }
  }

  /** A device that lost its power gets it back after a while. */
  comesBack(device: SimDevice): void {
    const pause = this.#chance.between(200, 40_000)
    setTimeout(() => void device.start(), this.#healed ? 500 : pause)
  }

  serverComesBack(): void {
    const pause = this.#healed ? 500 : this.#chance.between(200, 30_000)
    setTimeout(() => {
      if (!this.world.server) this.world.startServer()
    }, pause)
  }

  /** Nothing goes wrong any more, and what was wrong is right. */
  async heal(): Promise<void> {
    this.#healed = true
    const { world } = this
    world.trace.say('chaos', 'heals')
    world.cutPoints.clear()
    world.database.mood = 'up'
    for (const device of world.members) {
      world.setWay(device, 'open')
      device.offsetMs = 0
      const disk = world.disks.get(device)
      if (disk) disk.calm()
      // The staff were told, and start it again.
      if (device.running?.link.halt.get() === 'violation') world.stop(device)
      await device.start()
    }
    // A run that was taken over learns of it when it has something to store, which it may never have.
    for (const server of world.servers)
      if (server !== world.server) world.crashServer(server, 'after it was taken over')
    if (!world.server) world.startServer()
  }

  async #strike(): Promise<void> {
    const strikes: readonly (readonly [weight: number, strike: () => void | Promise<void>])[] = [
      [6, () => this.#partition()],
      [3, () => this.#cutConnections()],
      [4, () => this.#cutPower()],
      [6, () => this.#setCutPoint()],
      [2, () => this.#restart()],
      [2, () => this.#crashServer()],
      [5, () => this.#setCrashPoint()],
      [1, () => this.#stopServer()],
      [1, () => this.#takeOver()],
      [3, () => this.#loseDatabase()],
      [2, () => this.#takeBackup()],
      [1, () => this.#restore()],
      [3, () => this.#setClock()],
      [3, () => this.#failDisk()],
      [3, () => this.#replay()],
      [2, () => this.#spoil()],
      [3, () => this.#forge()],
      [1, () => this.#revoke()],
      [1, () => this.#update()],
    ]
    const total = strikes.reduce((sum, [weight]) => sum + weight, 0)
    let drawn = this.#chance.between(1, total)
    for (const [weight, strike] of strikes) {
      drawn -= weight
      if (drawn <= 0) return await strike()
    }
  }

  #device(): SimDevice {
    return this.#chance.pick(this.world.members)
  }

  /** One device, or all of them: the way to the server is dark for a while. */
  #partition(): void {
    const { world } = this
    const all = this.#chance.once(4)
    const devices = all ? world.members : [this.#device()]
    const way = this.#chance.pick(['dark', 'dark', 'dark up', 'dark down'] as const)
    world.trace.count('partitions')
    for (const device of devices) world.setWay(device, way)
    this.#later(this.#chance.wait(50_000), () => {
      for (const device of devices) world.setWay(device, 'open')
    })
  }

  #cutConnections(): void {
    const device = this.#device()
    for (const wire of this.world.wires.get(device) ?? []) {
      wire.cut()
      this.world.trace.count('connections cut')
    }
  }

  #cutPower(): void {
    this.world.cutPower(this.#device(), 'any moment')
  }

  #setCutPoint(): void {
    this.world.cutPoints.add(`${this.#device().name} ${this.#chance.pick(DEVICE_POINTS)}`)
  }

  #restart(): void {
    const device = this.#device()
    if (!device.isOn) return
    this.world.trace.count('clean restarts')
    this.world.stop(device)
    this.#later(this.#chance.wait(3_000), () => void device.start())
  }

  #crashServer(): void {
    const { server } = this.world
    if (!server) return
    this.world.crashServer(server, 'any moment')
    this.serverComesBack()
  }

  #setCrashPoint(): void {
    this.world.cutPoints.add(`server ${this.#chance.pick(SERVER_POINTS)}`)
  }

  async #stopServer(): Promise<void> {
    const { server } = this.world
    if (!server) return
    this.world.trace.say(server.name, 'is stopped')
    this.world.trace.count('server stops')
    void server.stop()
    this.serverComesBack()
  }

  /** A second run of the server begins while the first is still there: one of them must lose its documents. */
  #takeOver(): void {
    const { server } = this.world
    if (!server) return
    this.world.trace.count('servers taken over')
    this.world.startServer()
    this.#later(this.#chance.wait(20_000), () => this.world.crashServer(server, 'after it was taken over'))
  }

  #loseDatabase(): void {
    const { world } = this
    const mood: DatabaseMood = this.#chance.pick(['refusing', 'frozen'])
    world.trace.say('database', mood)
    world.trace.count(`database ${mood}`)
    world.database.mood = mood
    this.#later(this.#chance.wait(30_000), () => {
      world.trace.say('database', 'up')
      world.database.mood = 'up'
    })
  }

  /** Whether a restore would bring the event back. */
  backupHolds(event: EventId): boolean {
    return this.#backup === null || [...this.#backup.values()].some(({ events }) => events.has(event))
  }

  #takeBackup(): void {
    this.#backup = this.world.database.backup()
  }

  /** The database comes back as it was at the last backup. */
  #restore(): void {
    if (!this.#backup) return
    const { world } = this
    for (const server of world.servers) world.crashServer(server, 'restore')
    world.database.restore(this.#backup)
    world.trace.say('database', 'is restored from a backup')
    world.trace.count('restores')
    this.serverComesBack()
  }

  #setClock(): void {
    const device = this.#device()
    const offsets = [0, -600_000, 600_000, this.#chance.between(-600_000, 600_000), DAY_MS, -Date.now()]
    device.offsetMs = this.#chance.pick(offsets)
    this.world.trace.say(device.name, `clock is off by ${device.offsetMs}`)
    this.world.trace.count('clocks set')
    this.#later(this.#chance.wait(60_000), () => {
      device.offsetMs = 0
    })
  }

  #failDisk(): void {
    const disk = this.world.disks.get(this.#device())
    if (!disk) return
    if (this.#chance.once(3)) disk.nextDocumentFails = true
    else disk.nextFault = this.#chance.pick(['refused', 'stored, not told'])
  }

  /** Somebody on the way sends again what a device, or the server to it, has sent before. */
  #replay(): void {
    const { world } = this
    const device = this.#device()
    const direction = this.#chance.pick(['up', 'down'] as const)
    const [wire] = world.wires.get(device) ?? []
    const frames = wire ? (world.seenFrames.get(framesKey(device, wire.day, direction)) ?? []) : []
    if (!wire?.isOpen || frames.length === 0) return
    for (let times = this.#chance.between(1, 4); times > 0; times--) wire.replay(direction, this.#chance.pick(frames))
    world.trace.count('frames replayed')
  }

  /** What a device sent arrives cut off: the server must refuse it, and the device recover. */
  #spoil(): void {
    const { world } = this
    const device = this.#device()
    const [wire] = world.wires.get(device) ?? []
    const [frame] = wire ? (world.seenFrames.get(framesKey(device, wire.day, 'up')) ?? []) : []
    if (!wire?.isOpen || !frame || frame.length < 5) return
    world.spoilt.add(wire)
    wire.replay('up', frame.slice(0, this.#chance.between(3, frame.length - 1)))
    world.trace.count('frames spoilt')
  }

  /** A device whose program is somebody else's says what it has no right to say. */
  #forge(): void {
    const { world } = this
    const device = this.#chance.pick(world.members.filter(({ identity }) => identity.surface === 'agent'))
    const [wire] = world.wires.get(device) ?? []
    const document = device.running?.replica.documents().find(({ day }) => day === wire?.day)
    if (!wire?.isOpen || !document) return
    world.spoilt.add(wire)
    wire.replay('up', forgedFrame(document, device.identity.device, this.#chance))
    world.trace.count('forgeries')
  }

  /** In few worlds, and always the same device: somebody must be left to do the work. */
  #revoke(): void {
    const device = this.world.members.find(({ name }) => name === 'agent3')
    if (device && this.world.isTrusted(device) && this.#chance.once(3)) this.world.revoke(device)
  }

  /** A device that runs an older program gets today's, in the middle of whatever it has under way. */
  #update(): void {
    const device = this.world.members.find(({ version, isOn }) => isOn && version === 'older')
    if (device) void this.world.update(device)
  }

  #later(pause: DurationMs, work: () => void): void {
    setTimeout(() => {
      if (!this.#healed) work()
    }, pause)
  }
}

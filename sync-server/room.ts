import type { EventDraft } from '@/lib/domain/events'
import type { Queue } from '@/lib/domain/fold'
import type { DeviceId, DurationMs, InstantMs } from '@/lib/domain/ids'
import type { Reach } from '@/lib/domain/scheduling'
import {
  type AbsentDevice,
  CLOSE,
  type ClientBeat,
  encodeAck,
  encodeServerBeat,
  type ServerBeat,
} from '@/lib/protocol/sync-messages'
import { Absences, reachOf } from './absences'
import { clockDraft } from './clock-draft'
import type { Admitted, DocumentState } from './document-state'
import { type DocumentKey, documentName, FencedOut } from './journal'
import { loadDocument } from './load-document'
import { mayWrite, type Peer } from './peer'
import { AwaitedEvents, carryOut, type Decide, type Decided, NOTHING_DONE, type TellStored } from './room-decisions'
import { broadcast, type Input, mayBeLate, peerOf, type SharedInput, takeTurn } from './room-inputs'
import type { RoomPorts } from './room-ports'
import { revocationDraft, rosterDrafts } from './roster'
import type { Store } from './store'
import { syncStep1Frame, syncStep2Frame, wireFrame } from './sync-frames'
import { CenterTrust } from './trust'

/** More frames than this in one turn wait for the next. */
const BATCH_MAX = 500
/** Frames that may wait for their turn, as while a commit hangs; past them, senders are told to come back later. */
const INPUTS_MAX = 10_000
/** Some 6,000 sessions; a center has 28 devices and a few sessions of each in a day. */
const STATE_VECTOR_BYTES_MAX = 64 * 1024
const RETRY_MS: DurationMs = 1_000

/**
 * One document and the devices that share it.
 *
 * A turn takes what came in: guard -> admit -> one transaction -> broadcast -> ACK. While Postgres is away it goes on
 * without the transaction and the ACK, says so, and stores what waited once it is back (SPEC SYNC-1, SYNC-3).
 */
export class Room {
  readonly #peers = new Set<Peer>()
  readonly #absences: Absences
  readonly #awaited = new AwaitedEvents()
  #inputs: Input[] = []
  #turn: Promise<void> | null = null
  #durable = true
  #retry: NodeJS.Timeout | null = null
  #ended = false

  private constructor(
    readonly key: DocumentKey,
    readonly incarnation: string,
    private readonly ports: RoomPorts,
    private readonly trust: CenterTrust,
    private state: DocumentState,
    private store: Store,
  ) {
    this.#absences = new Absences(ports.clock.now())
  }

  /** Loads the document before anybody is let in. Rejects when the journal does not answer: nobody is served an empty day. */
  static async open(key: DocumentKey, ports: RoomPorts): Promise<Room> {
    const opened = await ports.journal.open(key)
    const trust = new CenterTrust(ports.serverKey)
    const room = new Room(key, opened.incarnation, ports, trust, ...loadDocument(key, opened, ports, trust))
    await room.refreshRoster()
    return room
  }

  get queue(): Queue {
    return this.state.queue
  }

  get beat(): ServerBeat {
    return { serverTimeMs: this.ports.clock.now(), durable: this.#durable }
  }

  /** Nobody is here, nothing is under way, nothing waits: the room may be closed without losing anything. */
  get isIdle(): boolean {
    return this.#peers.size === 0 && this.#inputs.length === 0 && !this.#turn && this.store.isEmpty
  }

  async join(peer: Peer): Promise<void> {
    if (this.state.isRevoked(peer.device)) return peer.close(CLOSE.revoked, 'revoked')
    for (const older of this.#peers)
      if (older.device === peer.device) older.close(CLOSE.superseded, 'a newer connection')
    this.#peers.add(peer)
    if (!this.state.queue.roster.devices.has(peer.device)) await this.refreshRoster()
    peer.send(syncStep1Frame(this.state.doc))
  }

  leave(peer: Peer): void {
    if (this.#peers.delete(peer)) this.#absences.left(peer)
  }

  asks(peer: Peer, stateVector: Uint8Array): void {
    if (stateVector.length > STATE_VECTOR_BYTES_MAX) return this.#refuse(peer, 'too many clients')
    this.#enqueue({ kind: 'asks', peer, stateVector })
  }

  brings(peer: Peer, update: Uint8Array): void {
    if (this.store.isFull || this.#inputs.length >= INPUTS_MAX)
      peer.close(CLOSE.overload, 'too much waits for the database')
    else this.#enqueue({ kind: 'brings', peer, update })
  }

  /** Nothing more is taken from a device, and its log says up to where it counts (SPEC ACCESS-2). */
  expel(device: DeviceId): void {
    this.trust.revoke(device)
    this.#inputs = this.#inputs.filter(input => peerOf(input)?.device !== device)
    for (const peer of this.#peers) if (peer.device === device) peer.close(CLOSE.revoked, 'revoked')
    const { devices, revoked } = this.state.queue.roster
    if (!devices.has(device) || revoked.has(device)) return
    this.#enqueue({ kind: 'own', drafts: [revocationDraft(device, this.state.lastEventOf(device))] })
  }

  /** A device told its time. If its clock is wrong, the day's order is corrected for this boot of it (SPEC ORDER-2). */
  measureClock(peer: Peer, beat: ClientBeat): void {
    if (!mayWrite(peer)) return
    const correction = this.state.correctionOf(peer.device, beat.boot)
    const draft = clockDraft(peer.device, beat, correction, this.ports.clock.now())
    if (draft) this.#enqueue({ kind: 'own', drafts: [draft] })
  }

  /**
   * The server adds something of its own, decided on the queue at the room's turn. Resolves once that is stored, or when it is
   * not known whether it will be; never rejects. Nothing is decided while the database is away.
   */
  decide<Answer, Refusal>(decide: Decide<Answer, Refusal>): Promise<Decided<Answer, Refusal>> {
    return new Promise(resolve => {
      const giveUp = () => resolve(NOTHING_DONE)
      if (this.#ended || this.store.isFull || this.#inputs.length >= INPUTS_MAX) return giveUp()
      const work = () => this.#carryOut(decide, resolve)
      this.#enqueue({ kind: 'decides', work, giveUp })
    })
  }

  /** Which tablets are heard of here, as it is now. */
  get reach(): Reach {
    const now = this.ports.clock.now()
    return reachOf(this.#absentAt(now), now)
  }

  #absentAt(now: InstantMs): readonly AbsentDevice[] {
    const isRevoked = (device: DeviceId) => this.state.isRevoked(device)
    return this.#absences.among(this.#peers, this.state.queue, isRevoked, now)
  }

  broadcastBeat(): void {
    const { beat } = this
    const frame = wireFrame(encodeServerBeat(beat, this.#absentAt(beat.serverTimeMs)))
    for (const peer of this.#peers) peer.relay(frame)
  }

  /** @param epoch of the document now: a room with nothing to store would not learn otherwise that another owns it */
  async followOwner(epoch: number | undefined): Promise<void> {
    if (epoch !== this.store.epoch) await this.#abandon(new FencedOut(documentName(this.key)))
  }

  /** Finishes what is under way, tries once more to store what waits, and sends everybody away. */
  async close(code: number, reason: string): Promise<void> {
    this.#ended = true
    if (this.#retry) clearTimeout(this.#retry)
    await this.#turn
    if (!this.store.isEmpty) await this.store.flush(this.state).catch(fault => this.#fault('last flush', fault))
    for (const peer of this.#peers) peer.close(code, reason)
    this.#peers.clear()
    this.#awaited.giveUp()
    this.state.destroy()
  }

  #enqueue(input: Input): void {
    if (this.#ended) return
    this.#inputs.push(input)
    this.#turn ??= this.#run()
  }

  async #run(): Promise<void> {
    try {
      // What arrives in this turn of the event loop still belongs to this batch.
      await new Promise(resolve => setImmediate(resolve))
      while (this.#inputs.length > 0) {
        const turn = takeTurn(this.#inputs, BATCH_MAX)
        await (Array.isArray(turn) ? this.#process(turn) : turn.work())
      }
    } catch (fault) {
      await this.#abandon(fault)
    } finally {
      this.#turn = null
    }
  }

  async #carryOut<Answer, Refusal>(
    decide: Decide<Answer, Refusal>,
    tell: (decided: Decided<Answer, Refusal>) => void,
  ): Promise<void> {
    if (!this.#durable) return tell(NOTHING_DONE)
    const append = (drafts: readonly EventDraft[], stored: TellStored) =>
      this.#process([{ kind: 'own', drafts, stored }])
    const onFault = (fault: unknown) => this.#fault('not decided', fault)
    await carryOut(decide, { queue: this.state.queue, now: this.ports.clock.now(), append, onFault }, tell)
  }

  async #process(batch: readonly SharedInput[]): Promise<void> {
    const admitted = batch.map(input => ({ input, admitted: this.#admit(input) }))
    const news = admitted.flatMap(({ input, admitted: item }) => (item ? [{ from: peerOf(input), item }] : []))
    for (const { item } of news) this.store.add(item)
    const isPlayedAgain = this.#durable && news.length > 0 && (await this.#flush()) === 'played_again'

    if (!isPlayedAgain) broadcast(this.#peers, news)
    if (news.some(mayBeLate)) this.#tellIfClosed()
    for (const input of batch) if (input.kind === 'asks') this.#answer(input)
    const senders = batch.flatMap(input => peerOf(input)?.device ?? [])
    const writers = news.flatMap(({ item }) => [...item.entry.writers])
    if (this.#durable) this.#acknowledge(new Set([...senders, ...writers]))
    for (const input of batch) peerOf(input)?.done()
    if (!this.#durable) return
    this.#awaited.settle(event => this.state.holds(event))
    this.#keepSnapshotIfDue()
  }

  /** Beside the turns: it promises nothing, and nobody waits for it. */
  #keepSnapshotIfDue(): void {
    this.store.keepSnapshotIfDue(this.state).catch(fault => this.#fault('snapshot not kept', fault))
  }

  #admit(input: SharedInput): Admitted | null {
    if (input.kind === 'asks') return null
    if (input.kind === 'own') return this.#append(input)
    const { peer, update } = input
    if (this.state.isRevoked(peer.device)) return null
    const result = this.state.admit({ device: peer.device, mayWrite: mayWrite(peer) }, update)
    if (result.ok) return this.#notice(result.value)
    if (result.refusal.kind === 'gap') peer.send(syncStep1Frame(this.state.doc))
    else this.#refuse(peer, result.refusal.reason)
    return null
  }

  #append({ drafts, stored }: Extract<Input, { kind: 'own' }>): Admitted | null {
    if (drafts.length === 0) return null
    const appended = this.state.append(drafts)
    if (stored) this.#awaited.add(appended, stored)
    return appended
  }

  /** What an update tells beside the queue: a seal that does not fit, or whom an earlier run of this server has revoked. */
  #notice(admitted: Admitted | null): Admitted | null {
    if (!admitted) return null
    const { entry, brokenSeal } = admitted
    if (brokenSeal)
      this.ports.log.error({ doc: documentName(this.key), seal: brokenSeal }, 'a seal does not fit its log')
    for (const event of entry.events) {
      if (event.type === 'device.revoked.v1' && this.state.isRevoked(event.subject)) this.expel(event.subject)
    }
    return admitted
  }

  /** Stores what waits. When its content is refused, it is played again without the culprit. */
  async #flush(): Promise<'done' | 'played_again'> {
    const outcome = await this.store.flush(this.state)
    if (outcome.kind === 'away') this.#goOnWithoutDatabase(outcome.fault)
    if (outcome.kind !== 'refused') return 'done'
    await this.#playAgainOneByOne(outcome.fault)
    return 'played_again'
  }

  #goOnWithoutDatabase(fault: unknown): void {
    if (this.#durable) {
      this.#durable = false
      this.#fault('database away', fault)
      this.broadcastBeat()
    }
    if (this.#ended) return
    this.#retry = setTimeout(() => {
      this.#retry = null
      this.#tryAgain().catch(unexpected => this.#abandon(unexpected))
    }, RETRY_MS)
  }

  /** Runs beside the turns: a database that hangs must not hold up a center that goes on without it. */
  async #tryAgain(): Promise<void> {
    while (!this.#ended) {
      const outcome = await this.store.flush(this.state)
      if (outcome.kind === 'away') return this.#goOnWithoutDatabase(outcome.fault)
      if (outcome.kind === 'refused') return await this.#abandon(outcome.fault)
      if (this.store.isEmpty) return this.#databaseIsBack()
    }
  }

  #databaseIsBack(): void {
    this.#durable = true
    this.ports.log.info({ doc: documentName(this.key) }, 'database back')
    this.broadcastBeat()
    this.#awaited.settle(event => this.state.holds(event))
    this.#acknowledge(new Set([...this.#peers].map(peer => peer.device)))
    this.#tellIfClosed()
  }

  /** Of what came to a closed day while nothing could be decided, nobody has been told. */
  #tellIfClosed(): void {
    if (this.queue.dayState.reception?.state === 'closed') this.ports.days?.cameLate(this)
  }

  /**
   * Postgres refused a batch for its content. The document is loaded anew and each update is stored by itself, so that
   * one poisoned update costs its sender and nobody else.
   */
  async #playAgainOneByOne(fault: unknown): Promise<void> {
    this.#fault('content refused', fault)
    for (const { entry } of await this.#reload()) {
      const again = this.state.admit({ device: entry.device, mayWrite: true }, entry.update)
      if (!again.ok || !again.value) continue
      this.store.add(again.value)
      const outcome = await this.store.flush(this.state)
      if (outcome.kind === 'stored') broadcast(this.#peers, [{ from: null, item: again.value }])
      // What is left of the batch is still with its senders: they bring it again when they come back.
      if (outcome.kind === 'away') throw outcome.fault
      if (outcome.kind === 'refused') {
        await this.#reload()
        for (const peer of this.#peers) if (peer.device === entry.device) this.#refuse(peer, 'refused by the database')
      }
    }
    this.#acknowledge(new Set([...this.#peers].map(peer => peer.device)))
  }

  async #reload(): Promise<Admitted[]> {
    const waiting = this.store.takeWaiting()
    const opened = await this.ports.journal.open(this.key)
    this.state.destroy()
    ;[this.state, this.store] = loadDocument(this.key, opened, this.ports, this.trust)
    return waiting
  }

  #answer({ peer, stateVector }: Extract<Input, { kind: 'asks' }>): void {
    try {
      peer.send(syncStep2Frame(this.state.missingFrom(stateVector)))
    } catch {
      // reason: the state vector is the peer's bytes; malformed ones are its violation, not our fault
      this.#refuse(peer, 'malformed state vector')
    }
  }

  #acknowledge(devices: ReadonlySet<DeviceId>): void {
    for (const peer of this.#peers) {
      if (!devices.has(peer.device) || !mayWrite(peer)) continue
      const clocks = this.store.storedClocksOf(peer.device)
      peer.send(encodeAck({ clocks }))
    }
  }

  #refuse(peer: Peer, reason: string): void {
    this.ports.log.warn({ doc: documentName(this.key), device: peer.device, reason }, 'update refused')
    peer.close(CLOSE.violation, reason)
  }

  /** The tables of devices and staff have changed, or may have. Never rejects. */
  async refreshRoster(): Promise<void> {
    try {
      const rows = await this.ports.roster(this.key)
      this.trust.update(rows)
      const drafts = rosterDrafts(rows, this.state.queue.roster, device => this.state.lastEventOf(device))
      this.#enqueue({ kind: 'own', drafts: [...this.state.openingDrafts(), ...drafts] })
      await this.#turn
    } catch (fault) {
      // The queue works without it: what is not yet on the roster counts once it is.
      this.#fault('roster not read', fault)
    }
  }

  /** A bug, or another owner: nobody may go on with what this room believes. Devices come back and load it anew. */
  async #abandon(fault: unknown): Promise<void> {
    if (this.#ended) return
    this.#ended = true
    if (fault instanceof FencedOut)
      this.ports.log.warn({ doc: documentName(this.key) }, 'another process owns the document')
    else this.#fault('room abandoned', fault)
    for (const peer of this.#peers) peer.close(CLOSE.restart, 'load again')
    this.#peers.clear()
    for (const input of this.#inputs) if (input.kind === 'decides') input.giveUp()
    this.#inputs = []
    this.#awaited.giveUp()
    this.store.takeWaiting()
  }

  get hasEnded(): boolean {
    return this.#ended
  }

  #fault(what: string, fault: unknown): void {
    this.ports.log.error({ doc: documentName(this.key), err: fault }, what)
  }
}

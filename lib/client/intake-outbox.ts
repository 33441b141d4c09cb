import type { DurationMs } from '@/lib/domain/ids'
import { IntakeAnswer, type IntakeRow, rowKey, type TicketPlace, type Visitor } from '@/lib/protocol/intake'
import type { IntakeKey } from '@/lib/protocol/rest'
import type { OnFault } from './fault-log'
import { bringRows, Refusals } from './intake-bringing'
import type { IntakeCollection } from './intake-collection'

export type IntakePorts = {
  readonly fetch: typeof fetch
  /** The bearer token; null while there is none, and nothing can be brought. */
  readonly token: () => string | null
  /** What the center's visitors are sealed to; null on a kiosk that no server has told. */
  readonly intakeKey: () => IntakeKey | null
  readonly onFault: OnFault
}

const PUSH_MS: DurationMs = 30_000
const REQUEST_MS_MAX: DurationMs = 15_000

/**
 * What a kiosk's visitors typed, on its way to the server: sealed at once, kept sealed until the server has it, and erased
 * then. A check-in waits for none of it; what goes wrong here costs the agent a question, and nobody a ticket.
 */
export class IntakeOutbox {
  #opened: Promise<IntakeCollection> | null = null
  /** One piece of work after another. */
  #turn: Promise<void> = Promise.resolve()
  #isPushing = false
  #mayHold = true
  readonly #ended = new AbortController()
  readonly #refusals = new Refusals()
  readonly #timer: ReturnType<typeof setInterval>

  /** @param name of its database, with the device in it: nobody may bring what a former identity has sealed. */
  constructor(
    private readonly name: string,
    private readonly ports: IntakePorts,
    private readonly onGivenUp: (count: number) => void,
  ) {
    this.#timer = setInterval(() => this.#mayHold && this.push(), PUSH_MS)
  }

  /** The clear text is in memory only until it is sealed. Without a key it is kept nowhere. */
  keep(place: TicketPlace, visitor: Visitor): void {
    const key = this.ports.intakeKey()
    if (!key) return
    this.#mayHold = true
    this.#inTurn('keep a code', async () => {
      const collection = await this.#open()
      await collection.seal(visitor, place, key)
    })
    this.push()
  }

  /** Brings what waits, if there is a way to the server. */
  push(): void {
    if (this.#isPushing) return
    this.#isPushing = true
    this.#inTurn('bring codes', async () => {
      this.#isPushing = false
      const token = this.ports.token()
      if (token !== null) await this.#pushAll(token)
    })
  }

  /** Resolves when nothing of it is open any more; never rejects. */
  async stop(): Promise<void> {
    clearInterval(this.#timer)
    this.#ended.abort()
    await this.#turn
    // reason: what never opened need not be closed, and its fault was told
    const collection = await this.#opened?.catch(() => null)
    await collection?.close().catch(fault => this.ports.onFault('close the intake', fault))
  }

  async #pushAll(token: string): Promise<void> {
    const collection = await this.#open()
    this.#mayHold = await bringRows(collection, this.#refusals, rows => this.#send(rows, token))
    const { givenUpCount } = this.#refusals
    if (givenUpCount > 0) this.onGivenUp(givenUpCount)
  }

  /** The keys of what was refused; null when there was no answer, or none for now. */
  async #send(rows: readonly IntakeRow[], token: string): Promise<ReadonlySet<string> | null> {
    const request = {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ rows }),
      signal: AbortSignal.any([AbortSignal.timeout(REQUEST_MS_MAX), this.#ended.signal]),
    }
    // reason: a missing network is daily life and no fault
    const response = await this.ports.fetch('/api/v1/intake', request).catch(() => null)
    if (response?.status === 400) return new Set(rows.map(rowKey))
    if (!response?.ok) return null
    const answer = IntakeAnswer.safeParse(await response.json().catch(() => undefined))
    if (!answer.success) throw answer.error
    return new Set(answer.data.refused.map(rowKey))
  }

  /** Its code (RxDB, the cipher) is loaded when a first ticket was given, or when the server is reached. */
  async #open(): Promise<IntakeCollection> {
    const { IntakeCollection } = await import('./intake-collection')
    this.#opened ??= IntakeCollection.open(this.name)
    try {
      return await this.#opened
    } catch (fault) {
      this.#opened = null
      throw fault
    }
  }

  #inTurn(what: string, work: () => Promise<void>): void {
    this.#turn = this.#turn.then(async () => {
      try {
        if (!this.#ended.signal.aborted) await work()
      } catch (fault) {
        this.ports.onFault(what, fault)
      }
    })
  }
}

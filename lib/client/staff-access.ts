import type { AgentId, DurationMs, InstantMs } from '@/lib/domain/ids'
import { ok, type Result, refuse } from '@/lib/domain/result'
import type { StaffSignedIn } from '@/lib/protocol/staff'
import type { OnFault } from './fault-log'
import { Observed, type Watched } from './observed'
import { type PinFault, pinFault } from './staff-pin'
import type { StaffFailure, StaffRequests } from './staff-requests'
import { openingOf, type Shift, unverifiedShift, verifiedShift } from './staff-shift'
import type { Acquaintance, OpenedVault, PinRefusal, StaffVault } from './staff-vault'

/** Why nobody is there any more, where that is to be told. */
export type LockReason = 'shift_over' | 'session_ended' | 'pin_erased'

export type StaffState =
  | { readonly kind: 'opening' }
  | { readonly kind: 'locked'; readonly reason: LockReason | null }
  /** He has signed in with a password that somebody else chose. */
  | { readonly kind: 'password_due'; readonly agent: AgentId }
  /** He has signed in, and shows his PIN, or chooses one. */
  | { readonly kind: 'pin_due'; readonly agent: AgentId; readonly isKnown: boolean }
  | { readonly kind: 'open'; readonly agent: AgentId; readonly shift: Shift }

export type StaffView = {
  readonly state: StaffState
  readonly people: readonly Acquaintance[]
  /** The web app did not answer the last time, although the device may have a link. */
  readonly isUnanswered: boolean
}

export type StaffRefusal = StaffFailure | PinRefusal | { readonly code: PinFault | 'store_unavailable' }
export type StaffOutcome = Promise<Result<undefined, StaffRefusal>>

type SignedIn = {
  readonly answer: StaffSignedIn
  readonly at: InstantMs
  readonly employeeId: string
  readonly password: string
}

type Ports = {
  readonly vault: StaffVault
  readonly requests: StaffRequests
  readonly now: () => InstantMs
  readonly onFault: OnFault
}

const DONE = ok(undefined)
/** Of an attempt that nobody waits for any more. */
const LEFT = refuse({ code: 'signed_out', waitMs: 0 } as const)
/** So long before its end a shift is not asked about any more: two clocks may differ by as much. */
const END_MS: DurationMs = 60_000

/** Who is at this tablet. What opens it is in memory alone: a page that starts again is locked. */
export class StaffAccess {
  readonly #view = new Observed<StaffView>({ state: { kind: 'opening' }, people: [], isUnanswered: false })
  /** Between his password and his PIN. */
  #signedIn: SignedIn | null = null
  #opened: OpenedVault | null = null
  /** Moves on with each attempt to come in, and when one is left: what an earlier one is answered lets nobody in. */
  #turn = 0

  constructor(private readonly ports: Ports) {}

  get view(): Watched<StaffView> {
    return this.#view
  }

  /** Never rejects. What a store that cannot be read knew, it knows no more. */
  async start(): Promise<void> {
    await this.#readPeople()
    if (this.#view.get().state.kind === 'opening') this.lock(null)
  }

  async signIn(employeeId: string, password: string): StaffOutcome {
    const isWanted = this.#attempt()
    const answer = await this.ports.requests.signIn(employeeId, password)
    if (!answer.ok) return refuse(this.#heard(answer.refusal))
    if (!isWanted()) return await this.#finish(answer.value.token)
    this.#show({ isUnanswered: false })
    const { agent, mustChangePassword } = answer.value
    this.#signedIn = { answer: answer.value, at: this.ports.now(), employeeId, password }
    const isKnown = this.#view.get().people.some(known => known.agent === agent)
    this.#become(mustChangePassword ? { kind: 'password_due', agent } : { kind: 'pin_due', agent, isKnown })
    return DONE
  }

  /** His own password instead of the first one, with which he is then signed in again. */
  async changePassword(next: string): StaffOutcome {
    const before = this.#signedIn
    if (!before) return refuse({ code: 'signed_out', waitMs: 0 })
    const isWanted = this.#attempt()
    const changed = await this.ports.requests.changePassword(before.answer.token, before.password, next)
    if (!changed.ok) return refuse(this.#heard(changed.refusal))
    // With the change all of his sessions have ended.
    if (!isWanted()) return LEFT
    return await this.signIn(before.employeeId, next)
  }

  /** Who has just signed in chooses his PIN on this tablet. */
  async choosePin(pin: string): StaffOutcome {
    const fault = pinFault(pin)
    if (fault) return refuse({ code: fault })
    return await this.#comeIn(({ answer, at }) =>
      this.ports.vault
        .keep({ agent: answer.agent, token: answer.token, passwordAt: at, shift: verifiedShift(answer, at) }, pin)
        .then(ok),
    )
  }

  /** Who has just signed in, and has a PIN here already. */
  async enterPin(pin: string): StaffOutcome {
    return await this.#comeIn(async ({ answer, at }) => {
      const opened = await this.ports.vault.open(answer.agent, pin, this.ports.now())
      if (!opened.ok) return opened
      const news = { token: answer.token, passwordAt: at, shift: verifiedShift(answer, at) }
      return ok(await this.ports.vault.renew(opened.value, news))
    })
  }

  /** He has forgotten his PIN, and has shown by his password who he is. */
  chooseAnotherPin(): void {
    const { state } = this.#view.get()
    if (state.kind === 'pin_due') this.#become({ ...state, isKnown: false })
  }

  /** The PIN of somebody whom this tablet knows. @param isServerInReach what the device's link says. */
  async unlock(agent: AgentId, pin: string, isServerInReach: boolean): StaffOutcome {
    const known = this.#view.get().people.find(person => person.agent === agent)
    const opening = known && openingOf(known, this.ports.now(), isServerInReach && !this.#view.get().isUnanswered)
    if (!known || opening === 'password') return refuse({ code: 'signed_out', waitMs: 0 })
    const isWanted = this.#attempt()
    return await this.#storing(async () => {
      const opened = await this.ports.vault.open(agent, pin, this.ports.now())
      await this.#readPeople()
      if (!isWanted()) return LEFT
      if (!opened.ok) return this.#pinRefused(opened.refusal)
      const shift = opening === 'shift' ? known.shift : unverifiedShift(this.ports.now())
      const begun = opening === 'shift' ? opened.value : await this.ports.vault.renew(opened.value, { shift })
      if (!isWanted()) return LEFT
      this.#open(begun, shift)
      return DONE
    })
  }

  /** Nobody waits any more for what is under way: another person was chosen, or another way in. */
  abandon(): void {
    this.#turn += 1
  }

  lock(reason: LockReason | null): void {
    this.abandon()
    this.#opened = null
    this.#signedIn = null
    this.#become({ kind: 'locked', reason })
  }

  /** The end of his shift here; his PIN serves again in the next outage. Never rejects. */
  async signOut(): Promise<void> {
    const opened = this.#opened
    const { state } = this.#view.get()
    if (!opened || state.kind !== 'open') return
    await this.#endShift(opened, state.shift)
    this.lock(null)
    await this.#finish(opened.token)
  }

  /** The device has a link again, for which it has asked the web app. */
  linked(): void {
    this.#show({ isUnanswered: false })
  }

  /** Asks the server whether who is here still may be. Never rejects. */
  async check(): Promise<void> {
    const opened = this.#opened
    const { state } = this.#view.get()
    if (!opened || state.kind !== 'open') return
    // Over by its own time, it is locked after the citizen who is there. It was not ended by anybody.
    if (this.ports.now() > state.shift.endsAt - END_MS) return
    try {
      if (state.shift.isVerified) await this.#look(opened)
      else await this.#resume(opened, state.shift)
    } catch (fault) {
      this.ports.onFault('check the session', fault)
    }
  }

  async #look(opened: OpenedVault): Promise<void> {
    const answer = await this.ports.requests.look(opened.token)
    if (this.#opened !== opened) return
    if (!answer.ok) return await this.#maybeEnd(opened.agent, answer.refusal)
    this.#show({ isUnanswered: false })
    if (answer.value.mustChangePassword) await this.#end(opened.agent)
  }

  async #resume(opened: OpenedVault, begun: Shift): Promise<void> {
    const answer = await this.ports.requests.resume(opened.token, this.ports.now() - begun.startedAt)
    if (this.#opened !== opened) return
    if (!answer.ok) return await this.#maybeEnd(opened.agent, answer.refusal)
    const shift = verifiedShift(answer.value, this.ports.now())
    const renewed = await this.ports.vault.renew(opened, { token: answer.value.token, shift })
    await this.#readPeople()
    if (this.#opened === opened) this.#open(renewed, shift)
  }

  async #maybeEnd(agent: AgentId, refusal: StaffFailure): Promise<void> {
    const isEnd = refusal.code === 'signed_out' || refusal.code === 'not_allowed'
    if (isEnd) await this.#end(agent)
    else this.#heard(refusal)
  }

  /** His session was ended elsewhere: what this tablet keeps of him opens nothing any more. */
  async #end(agent: AgentId): Promise<void> {
    this.lock('session_ended')
    await this.ports.vault.forget(agent)
    await this.#readPeople()
  }

  async #comeIn(work: (signedIn: SignedIn) => Promise<Result<OpenedVault, PinRefusal>>): StaffOutcome {
    const signedIn = this.#signedIn
    if (!signedIn) return refuse({ code: 'signed_out', waitMs: 0 })
    const isWanted = this.#attempt()
    return await this.#storing(async () => {
      const opened = await work(signedIn)
      await this.#readPeople()
      const shift = verifiedShift(signedIn.answer, signedIn.at)
      if (!isWanted()) {
        if (opened.ok) await this.#endShift(opened.value, shift)
        return await this.#finish(signedIn.answer.token)
      }
      if (!opened.ok) {
        // The password was shown a moment ago: he chooses another PIN.
        if (opened.refusal.code === 'pin_erased') this.chooseAnotherPin()
        return opened
      }
      this.#open(opened.value, shift)
      return DONE
    })
  }

  /** @returns whether its answer still counts. */
  #attempt(): () => boolean {
    this.#turn += 1
    const turn = this.#turn
    return () => this.#turn === turn
  }

  /** Without an answer its session ends by itself, and nobody has its token any more. */
  async #finish(token: string): Promise<typeof LEFT> {
    await this.ports.requests.finish(token)
    return LEFT
  }

  async #endShift(opened: OpenedVault, shift: Shift): Promise<void> {
    try {
      await this.ports.vault.renew(opened, { shift: { ...shift, endsAt: this.ports.now() } })
      await this.#readPeople()
    } catch (fault) {
      this.ports.onFault('end the shift', fault)
    }
  }

  #pinRefused(refusal: PinRefusal): Result<undefined, PinRefusal> {
    if (refusal.code === 'pin_erased') this.lock('pin_erased')
    return refuse(refusal)
  }

  async #storing(work: () => StaffOutcome): StaffOutcome {
    try {
      return await work()
    } catch (fault) {
      this.ports.onFault('keep who is here', fault)
      return refuse({ code: 'store_unavailable' })
    }
  }

  #open(opened: OpenedVault, shift: Shift): void {
    this.#opened = opened
    this.#signedIn = null
    this.#become({ kind: 'open', agent: opened.agent, shift })
  }

  async #readPeople(): Promise<void> {
    try {
      this.#show({ people: await this.ports.vault.people() })
    } catch (fault) {
      this.ports.onFault('read who is known here', fault)
    }
  }

  /** What is not the person's doing is remembered: without an answer a shift may begin by the PIN. */
  #heard(refusal: StaffFailure): StaffFailure {
    this.#show({ isUnanswered: refusal.code === 'offline' || refusal.code === 'unavailable' })
    return refusal
  }

  #become(state: StaffState): void {
    this.#show({ state })
  }

  #show(change: Partial<StaffView>): void {
    this.#view.set({ ...this.#view.get(), ...change })
  }
}

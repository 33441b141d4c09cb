import type { EventDraft } from '@/lib/domain/events'
import type { Queue } from '@/lib/domain/fold'
import type { EventId, InstantMs } from '@/lib/domain/ids'
import type { Result } from '@/lib/domain/result'
import type { Admitted } from './document-state'

/** Something of the server's own that depends on the queue: events for its log, or why not. */
export type Decide<Answer, Refusal> = (queue: Queue, now: InstantMs) => Result<Decision<Answer>, Refusal>
export type Decision<Answer> = {
  readonly drafts: readonly EventDraft[]
  readonly answer: Answer
}

/** `away`: the database does not answer. Was nothing done, or is it not known? */
export type Decided<Answer, Refusal> =
  | { readonly kind: 'done'; readonly answer: Answer }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'away'; readonly outcome: 'nothing' | 'unknown' }

export const NOTHING_DONE = { kind: 'away', outcome: 'nothing' } as const

/** What became of events of the server's own: `nothing` when they are not there, `unknown` when they may be stored yet. */
export type TellStored = (outcome: 'stored' | 'nothing' | 'unknown') => void

/** Who waits for events of the server's own to be stored. */
export class AwaitedEvents {
  readonly #waiting = new Map<EventId, TellStored>()

  add({ entry }: Admitted, tell: TellStored): void {
    const last = entry.events.at(-1)
    if (last) this.#waiting.set(last.id, tell)
  }

  /** All that is held is stored. What is held no more was refused by the database, and taken out again. */
  settle(isHeld: (event: EventId) => boolean): void {
    for (const [event, tell] of this.#waiting) tell(isHeld(event) ? 'stored' : 'nothing')
    this.#waiting.clear()
  }

  giveUp(): void {
    for (const tell of this.#waiting.values()) tell('unknown')
    this.#waiting.clear()
  }
}

/** A room at the turn of a decision. */
export type DecisionPorts = {
  readonly queue: Queue
  readonly now: InstantMs
  append(drafts: readonly EventDraft[], stored: TellStored): Promise<void>
  onFault(fault: unknown): void
}

/** Decides, has the events appended, and tells once what came of it. Rejects when the room cannot go on. */
export async function carryOut<Answer, Refusal>(
  decide: Decide<Answer, Refusal>,
  ports: DecisionPorts,
  tell: (decided: Decided<Answer, Refusal>) => void,
): Promise<void> {
  const decided = ruling(decide, ports)
  if (!decided) return tell(NOTHING_DONE)
  if (!decided.ok) return tell({ kind: 'refused', refusal: decided.refusal })
  const { drafts, answer } = decided.value
  const done = { kind: 'done', answer } as const
  if (drafts.length === 0) return tell(done)
  try {
    await ports.append(drafts, outcome => tell(outcome === 'stored' ? done : { kind: 'away', outcome }))
  } catch (fault) {
    tell({ kind: 'away', outcome: 'unknown' })
    throw fault
  }
}

/** Null when the rule throws: that must not cost the center its room. */
function ruling<Answer, Refusal>(
  decide: Decide<Answer, Refusal>,
  { queue, now, onFault }: DecisionPorts,
): ReturnType<typeof decide> | null {
  try {
    return decide(queue, now)
  } catch (fault) {
    onFault(fault)
    return null
  }
}

import { isDatabaseAway } from '@/lib/server/database'
import type { Batch } from './batch-statement'
import { documentName, FencedOut } from './journal'

type Waiting = { readonly batch: Batch; readonly resolve: () => void; readonly reject: (fault: unknown) => void }

/** Commits that may be under way at once: while one hangs or is large, other documents still get theirs. */
const LANES = 2
/** Documents in one commit. */
const GROUP_MAX = 64
/** A batch with more events than this is an upload of a day: it goes by itself, so that nobody waits for it. */
const SHARED_EVENTS_MAX = 200

/**
 * Commits of several documents in one transaction. There is no timer: what comes while all lanes are busy goes with the next
 * free one, so a quiet server commits at once, and a busy one less often.
 */
export class GroupCommit {
  #waiting: Waiting[] = []
  #lanesBusy = 0

  /** @param commit stores batches of different documents, all or none; returns those whose document is still ours */
  constructor(private readonly commit: (batches: readonly Batch[]) => Promise<ReadonlySet<Batch>>) {}

  /** A document has one batch here at a time. Rejects with what its commit failed with, or `FencedOut`. */
  store(batch: Batch): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ batch, resolve, reject })
      this.#fillLanes()
    })
  }

  #fillLanes(): void {
    while (this.#lanesBusy < LANES && this.#waiting.length > 0) {
      this.#lanesBusy++
      void this.#run(this.#takeGroup()).finally(() => {
        this.#lanesBusy--
        this.#fillLanes()
      })
    }
  }

  #takeGroup(): readonly Waiting[] {
    const [first, ...others] = this.#waiting
    if (!first) return []
    const group = isLarge(first.batch) ? [first] : [first, ...others.filter(({ batch }) => !isLarge(batch))]
    const taken = new Set(group.slice(0, GROUP_MAX))
    this.#waiting = this.#waiting.filter(waiting => !taken.has(waiting))
    return [...taken]
  }

  /** Never rejects: each batch is told what became of it. */
  async #run(group: readonly Waiting[]): Promise<void> {
    try {
      const stored = await this.commit(group.map(({ batch }) => batch))
      for (const { batch, resolve, reject } of group) {
        if (stored.has(batch)) resolve()
        else reject(new FencedOut(documentName(batch.key)))
      }
    } catch (fault) {
      if (group.length === 1 || isDatabaseAway(fault)) for (const { reject } of group) reject(fault)
      // Postgres refuses the content of one of them: the others must not pay for it.
      else for (const waiting of group) await this.#run([waiting])
    }
  }
}

function isLarge({ entries }: Batch): boolean {
  return entries.reduce((sum, { events }) => sum + events.length, 0) > SHARED_EVENTS_MAX
}

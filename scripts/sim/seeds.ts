import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { SeedAnswer, SeedRequest } from '@/tests/sim/worker'

export type SeedRun = {
  readonly bundle: string
  readonly seeds: Iterable<number>
  readonly keepsLines?: boolean
  /** Returns true when no more seeds are wanted. */
  readonly onAnswer: (answer: SeedAnswer) => boolean
}

/** Runs the seeds on all cores, each core one world after another. */
export async function runSeeds({ bundle, seeds, keepsLines = false, onAnswer }: SeedRun): Promise<void> {
  const left = seeds[Symbol.iterator]()
  let isOver = false
  const work = () =>
    new Promise<void>((resolve, reject) => {
      // What libraries print is not read: thousands of worlds are broken on purpose.
      const worker = new Worker(bundle, { stdout: true, stderr: true })
      const end = () => {
        worker.terminate().then(() => resolve(), reject)
      }
      const next = () => {
        const { value, done } = left.next()
        if (done || isOver) end()
        else worker.postMessage({ seed: value, keepsLines } satisfies SeedRequest)
      }
      worker.on('error', reject)
      worker.on('message', (answer: SeedAnswer) => {
        isOver = onAnswer(answer) || isOver
        next()
      })
      next()
    })
  await Promise.all(Array.from({ length: availableParallelism() }, work))
}

export function* range(from: number, count: number): Generator<number> {
  for (let seed = from; seed < from + count; seed++) yield seed
}

import { parentPort } from 'node:worker_threads'
import type { SeedResult } from './run-seed'

/** Time is virtual from here on: whatever is loaded later sees no other. */
await import('./virtual-time')
const { runSeed } = await import('./run-seed')
const { loadPrograms } = await import('./programs')
const programs = await loadPrograms(new URL('.', import.meta.url))

/** Asks for a seed, runs it, and tells; until the main thread has none left. */
export type SeedRequest = { readonly seed: number; readonly keepsLines: boolean }
export type SeedAnswer = SeedResult | { readonly seed: number; readonly fault: string }

// y-websocket listens for the end of the process, once for each document.
process.setMaxListeners(0)

parentPort?.on('message', ({ seed, keepsLines }: SeedRequest) => {
  runSeed(seed, programs, keepsLines)
    .catch((fault: unknown) => ({
      seed,
      fault: fault instanceof Error ? (fault.stack ?? fault.message) : String(fault),
    }))
    .then(
      answer => parentPort?.postMessage(answer satisfies SeedAnswer),
      () => process.exit(1),
    )
})

import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { build } from 'esbuild'
import type { Answer, Job, JobName } from './jobs'
import type { JobAnswer, JobRequest } from './worker'

type Waiting = {
  readonly request: JobRequest
  readonly resolve: (value: unknown) => void
  readonly reject: (error: unknown) => void
}

/** A worker for each core; jobs wait until one is free. */
export class WorkerPool {
  readonly #waiting: Waiting[] = []
  readonly #running = new Map<Worker, Waiting>()
  readonly #workers: Worker[]
  #asked = 0

  private constructor(
    readonly folder: string,
    bundle: string,
  ) {
    this.#workers = Array.from({ length: availableParallelism() }, () => this.#open(bundle))
  }

  static async open(): Promise<WorkerPool> {
    const folder = await mkdtemp(join(tmpdir(), 'guichet-bench-'))
    const outfile = join(folder, 'worker.mjs')
    await build({
      entryPoints: ['scripts/bench-engine/worker.ts'],
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      outfile,
      sourcemap: 'inline',
      logLevel: 'error',
    })
    return new WorkerPool(folder, outfile)
  }

  async close(): Promise<void> {
    await Promise.all(this.#workers.map(worker => worker.terminate()))
    await rm(this.folder, { recursive: true, force: true })
  }

  run<Name extends JobName>(name: Name, ...job: Job<Name>): Promise<Answer<Name>> {
    return new Promise((resolve, reject) => {
      const request: JobRequest = { id: this.#asked++, name, job }
      // reason: the worker answers with what the function of this name returns
      this.#waiting.push({ request, resolve: value => resolve(value as Answer<Name>), reject })
      this.#next()
    })
  }

  #open(bundle: string): Worker {
    const worker = new Worker(bundle)
    const end = (settle: (job: Waiting) => void) => {
      const job = this.#running.get(worker)
      this.#running.delete(worker)
      if (job) settle(job)
    }
    worker.on('error', error => end(({ reject }) => reject(error)))
    worker.on('message', (answer: JobAnswer) => {
      end(({ resolve, reject }) => ('fault' in answer ? reject(new Error(answer.fault)) : resolve(answer.value)))
      this.#next()
    })
    return worker
  }

  #next(): void {
    const free = this.#workers.find(worker => !this.#running.has(worker))
    const job = free && this.#waiting.shift()
    if (!free || !job) return
    this.#running.set(free, job)
    free.postMessage(job.request)
  }
}

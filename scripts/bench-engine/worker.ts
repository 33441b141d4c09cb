import { parentPort } from 'node:worker_threads'
import { JOBS, type JobName } from './jobs'

export type JobRequest = { readonly id: number; readonly name: JobName; readonly job: readonly unknown[] }
export type JobAnswer = { readonly id: number } & ({ readonly value: unknown } | { readonly fault: string })

parentPort?.on('message', ({ id, name, job }: JobRequest) => {
  parentPort?.postMessage(answer(id, name, job))
})

function answer(id: number, name: JobName, job: readonly unknown[]): JobAnswer {
  try {
    // reason: the pool sends each job with the arguments of its own function
    const run = JOBS[name] as (...parts: readonly unknown[]) => unknown
    return { id, value: run(...job) }
  } catch (error) {
    return { id, fault: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}

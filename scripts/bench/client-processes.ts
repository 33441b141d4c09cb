import { type ChildProcess, fork } from 'node:child_process'
import type { ClosedLoop, FleetPlan, OpenLoop } from './fleet'
import type { Samples } from './meter'
import type { Answer, Orders } from './orders'

/** A program of the bench in a process of its own, from its source. It ends when this process does. */
export function forkProgram(path: string): ChildProcess {
  return fork(path, { execArgv: ['--import', 'tsx'], serialization: 'advanced' })
}

/** The processes that hold the devices. A fleet is spread over them center by center. */
export class ClientProcesses {
  readonly #processes: readonly ChildProcess[]
  readonly #centersOf = new Map<string, readonly (readonly number[])[]>()

  constructor(count: number) {
    this.#processes = Array.from({ length: count }, () => forkProgram('scripts/bench/client-process.ts'))
  }

  async open(fleet: string, plan: FleetPlan): Promise<void> {
    const shares = this.#processes.map((_, index) =>
      plan.centers.filter((_center, at) => at % this.#processes.length === index),
    )
    this.#centersOf.set(fleet, shares)
    await this.#askAll(fleet, (process, centers) => ask(process, 'open', { fleet, plan: { ...plan, centers } }))
  }

  append(fleet: string, loop: OpenLoop): Promise<Samples[]> {
    const total = (this.#centersOf.get(fleet) ?? []).flat().length
    return this.#askAll(fleet, (process, centers, index) => {
      const share = { perSecond: (loop.perSecond * centers.length) / total, seed: loop.seed + index }
      return ask(process, 'append', { fleet, loop: { ...loop, ...share } })
    })
  }

  saturate(fleet: string, loop: ClosedLoop): Promise<Samples[]> {
    return this.#askAll(fleet, process => ask(process, 'saturate', { fleet, loop }))
  }

  async close(fleet: string): Promise<void> {
    await this.#askAll(fleet, process => ask(process, 'close', { fleet }))
  }

  join(plan: Orders['join'][0]): Promise<Orders['join'][1]> {
    const [first] = this.#processes
    if (!first) throw new Error('no client process')
    return ask(first, 'join', plan)
  }

  stop(): void {
    for (const process of this.#processes) process.kill()
  }

  async #askAll<Value>(
    fleet: string,
    order: (process: ChildProcess, centers: readonly number[], index: number) => Promise<Value>,
  ): Promise<Value[]> {
    const shares = this.#centersOf.get(fleet) ?? []
    return await Promise.all(
      this.#processes.flatMap((process, index) => {
        const centers = shares[index] ?? []
        return centers.length > 0 ? [order(process, centers, index)] : []
      }),
    )
  }
}

/** @throws what the client process threw, or that it has ended */
async function ask<Kind extends keyof Orders>(
  program: ChildProcess,
  kind: Kind,
  argument: Orders[Kind][0],
): Promise<Orders[Kind][1]> {
  return await new Promise((resolve, reject) => {
    const onExit = () => reject(new Error(`${kind}: the client process has ended`))
    program.once('exit', onExit)
    program.once('message', (answer: Answer) => {
      program.off('exit', onExit)
      // reason: the other end is client-process.ts, and answers each order with what `Orders` says
      if (answer.ok) resolve(answer.value as Orders[Kind][1])
      else reject(new Error(`${kind}: ${answer.fault}`))
    })
    program.send({ kind, argument })
  })
}

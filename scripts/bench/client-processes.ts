import { type ChildProcess, fork } from 'node:child_process'
import type { ServerAddress } from './bench-device'
import type { BurstPlan } from './burst'
import type { ClosedLoop, FleetPlan, OpenLoop } from './fleet'
import type { Samples } from './meter'
import type { Answer, Orders } from './orders'
import type { StormPlan, StormSamples } from './storm'

/** A program of the bench in a process of its own, from its source. It ends when this process does. */
export function forkProgram(path: string, options: readonly string[] = []): ChildProcess {
  return fork(path, { execArgv: [...options, '--import', 'tsx'], serialization: 'advanced' })
}

const PREPARED = 'what is prepared'

/** The processes that hold the devices. A fleet is spread over them center by center. */
export class ClientProcesses {
  readonly #processes: readonly ChildProcess[]
  readonly #centersOf = new Map<string, readonly (readonly number[])[]>()

  constructor(count: number) {
    this.#processes = Array.from({ length: count }, () => forkProgram('scripts/bench/client-process.ts'))
  }

  async open(fleet: string, plan: FleetPlan): Promise<void> {
    this.#share(fleet, plan.centers)
    await this.#askAll(fleet, (process, centers) => ask(process, 'open', { fleet, plan: { ...plan, centers } }))
  }

  append(fleet: string, loop: OpenLoop): Promise<Samples[]> {
    return this.#askAll(fleet, (process, centers, index) => {
      return ask(process, 'append', { fleet, loop: this.#partOf(fleet, loop, centers, index) })
    })
  }

  saturate(fleet: string, loop: ClosedLoop): Promise<Samples[]> {
    return this.#askAll(fleet, process => ask(process, 'saturate', { fleet, loop }))
  }

  async close(fleet: string): Promise<void> {
    await this.#askAll(fleet, process => ask(process, 'close', { fleet }))
  }

  /** @param events of each center */
  async prepare(server: ServerAddress, centers: readonly number[], events: number): Promise<void> {
    this.#share(PREPARED, centers)
    await this.#askAll(PREPARED, (process, share) => ask(process, 'prepare', { server, centers: share, events }))
  }

  burst(plan: BurstPlan): Promise<Samples[]> {
    return this.#askAll(PREPARED, (process, centers, index) => {
      return ask(process, 'burst', { ...plan, loop: this.#partOf(PREPARED, plan.loop, centers, index) })
    })
  }

  storm(plan: StormPlan): Promise<StormSamples[]> {
    return this.#askAll(PREPARED, process => ask(process, 'storm', plan))
  }

  /** One process does it all: `join` and `crowd` are of one center. */
  askOne<Kind extends 'join' | 'crowd'>(kind: Kind, plan: Orders[Kind][0]): Promise<Orders[Kind][1]> {
    const [first] = this.#processes
    if (!first) throw new Error('no client process')
    return ask(first, kind, plan)
  }

  stop(): void {
    for (const process of this.#processes) process.kill()
  }

  #share(name: string, centers: readonly number[]): void {
    const count = this.#processes.length
    this.#centersOf.set(
      name,
      this.#processes.map((_, index) => centers.filter((_center, at) => at % count === index)),
    )
  }

  #partOf(name: string, loop: OpenLoop, centers: readonly number[], index: number): OpenLoop {
    const total = (this.#centersOf.get(name) ?? []).flat().length
    return { ...loop, perSecond: (loop.perSecond * centers.length) / total, seed: loop.seed + index }
  }

  async #askAll<Value>(
    name: string,
    order: (process: ChildProcess, centers: readonly number[], index: number) => Promise<Value>,
  ): Promise<Value[]> {
    const shares = this.#centersOf.get(name) ?? []
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

import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import type { KillOrder, ServerMessage } from './kill-points'

/** A sync server in a process of its own that dies where it is told to. */
export class KilledServer {
  readonly #dead: Promise<unknown>
  readonly #loaded: Promise<unknown>
  #wsUrl = ''

  /** Loads the program, and waits until it is told to listen: a center that waits for a start learns nothing. */
  constructor(databaseUrl: string) {
    this.child = fork('tests/support/faulty-sync-server.ts', [databaseUrl], { execArgv: ['--import', 'tsx'] })
    this.#dead = once(this.child, 'exit')
    this.#loaded = once(this.child, 'message')
  }

  private readonly child: ChildProcess

  get wsUrl(): string {
    return this.#wsUrl
  }

  /** @param order for the time of loading; it may die before it has let anybody in. */
  async listen(port: number, order: KillOrder | null = null): Promise<void> {
    await this.#loaded
    const listening = once(this.child, 'message')
    this.#say({ order, listenOn: port })
    const [wsUrl] = await listening
    this.#wsUrl = String(wsUrl)
  }

  get port(): number {
    return Number(new URL(this.#wsUrl).port)
  }

  dieAt(order: KillOrder): void {
    this.#say({ order, listenOn: null })
  }

  async untilDead(): Promise<void> {
    await this.#dead
    if (this.child.signalCode !== 'SIGKILL') throw new Error(`the server ended with ${this.child.exitCode}`)
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL')
    await this.#dead
  }

  #say(message: ServerMessage): void {
    this.child.send(message)
  }
}

import { setTimeout as pause } from 'node:timers/promises'
import { WebSocket } from 'ws'

/** The option with which a Node program lets itself be looked into. */
export function inspectorOption(port: number): string {
  return `--inspect=127.0.0.1:${port}`
}

const TRIES_MAX = 50

/** A Node program's heap, from outside. */
export class Inspector {
  #lastId = 0

  private constructor(private readonly socket: WebSocket) {}

  static async open(port: number): Promise<Inspector> {
    const socket = new WebSocket(await debuggerUrl(port))
    await new Promise((resolve, reject) => {
      socket.once('open', resolve)
      socket.once('error', reject)
    })
    return new Inspector(socket)
  }

  /** What the program holds after it has collected its garbage, in KiB: objects, and the buffers behind them. */
  async liveHeapKiB(): Promise<number> {
    await this.#ask('HeapProfiler.collectGarbage')
    await this.#ask('HeapProfiler.collectGarbage')
    const { usedSize = 0, backingStorageSize = 0 } = await this.#ask('Runtime.getHeapUsage')
    return (usedSize + backingStorageSize) / 1024
  }

  close(): void {
    this.socket.close()
  }

  async #ask(method: string): Promise<Record<string, number>> {
    this.#lastId++
    const answer = new Promise<string>(resolve => this.socket.once('message', data => resolve(String(data))))
    this.socket.send(JSON.stringify({ id: this.#lastId, method }))
    // reason: the inspector's own answer; nothing that is asked here makes it send events besides
    return (JSON.parse(await answer) as { result: Record<string, number> }).result
  }
}

async function debuggerUrl(port: number): Promise<string> {
  for (let left = TRIES_MAX; ; left--) {
    try {
      const response = await fetch(`http://127.0.0.1:${port}/json/list`)
      // reason: the inspector's own answer, a list of one target
      const [target] = (await response.json()) as { webSocketDebuggerUrl: string }[]
      if (target) return target.webSocketDebuggerUrl
    } catch (fault) {
      if (left === 0) throw fault // it has just been started, and does not listen yet
    }
    await pause(100)
  }
}

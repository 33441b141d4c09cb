import { type ChildProcess, spawn } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'

/** What one program of Guichet needs to know to run; merged over this process's own environment. */
export type ProgramEnvironment = Readonly<Record<string, string>>

export type Program = {
  readonly process: ChildProcess
  /** Resolves with the exit code, or null after a signal. */
  readonly exited: Promise<number | null>
  stop(signal?: NodeJS.Signals): Promise<void>
}

/** The sync server, from its source. */
export function startSyncServer(environment: ProgramEnvironment): Program {
  return launch(process.execPath, ['--import', 'tsx', 'sync-server/main.ts'], environment)
}

/** The web app, from its build. */
export function startWebApp(port: number, environment: ProgramEnvironment): Program {
  return launch(process.execPath, ['node_modules/next/dist/bin/next', 'start', '-p', String(port)], environment)
}

function launch(program: string, args: readonly string[], environment: ProgramEnvironment): Program {
  const child = spawn(program, args, {
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', ...environment },
    stdio: ['ignore', environment.GUICHET_QUIET ? 'ignore' : 'inherit', 'inherit'],
  })
  const exited = new Promise<number | null>(resolve => child.once('exit', code => resolve(code)))
  return {
    process: child,
    exited,
    stop: async (signal = 'SIGTERM') => {
      child.kill(signal)
      await exited
    },
  }
}

const ALIVE_MS_MAX = 60_000

/** Waits until the program at this address answers. Rejects after a minute. */
export async function untilAlive(url: string): Promise<void> {
  for (const deadline = Date.now() + ALIVE_MS_MAX; Date.now() < deadline; ) {
    const isAlive = await fetch(url).then(
      response => response.ok,
      () => false,
    )
    if (isAlive) return
    await pause(100)
  }
  throw new Error(`${url} did not answer within a minute`)
}

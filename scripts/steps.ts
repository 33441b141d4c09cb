import { spawn } from 'node:child_process'

export type Step = readonly [name: string, command: readonly [program: string, ...args: string[]]]

/** Runs programs of node_modules/.bin one after another; stops at the first that fails, with its exit code. */
export async function runSteps(steps: readonly Step[]): Promise<void> {
  for (const step of steps) {
    console.log(`\n— ${step[0]}`)
    const { status, seconds } = await run(step, 'inherit')
    if (status !== 0) process.exit(status)
    console.log(`  ${step[0]}: ${seconds.toFixed(1)} s`)
  }
}

/**
 * Runs several rows of steps side by side, since tests wait more than they work. What a step prints is shown whole when it
 * has ended. A row stops at its first step that fails; once all have ended, so does the program, with that exit code.
 */
export async function runSideBySide(...rows: readonly (readonly Step[])[]): Promise<void> {
  const ends = await Promise.all(rows.map(runRow))
  const failed = ends.find(status => status !== 0)
  if (failed) process.exit(failed)
}

async function runRow(steps: readonly Step[]): Promise<number> {
  for (const step of steps) {
    const { status, seconds, printed } = await run(step, 'pipe')
    console.log(`\n— ${step[0]}\n${printed}  ${step[0]}: ${seconds.toFixed(1)} s`)
    if (status !== 0) return status
  }
  return 0
}

type Ended = { readonly status: number; readonly seconds: number; readonly printed: string }

function run([, [program, ...args]]: Step, output: 'inherit' | 'pipe'): Promise<Ended> {
  const startedAt = Date.now()
  const child = spawn('npx', ['--no-install', program, ...args], {
    stdio: ['inherit', output, output],
    shell: process.platform === 'win32',
  })
  let printed = ''
  const keep = (text: string) => {
    printed += text
  }
  child.stdout?.setEncoding('utf8').on('data', keep)
  child.stderr?.setEncoding('utf8').on('data', keep)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', status => resolve({ status: status ?? 1, seconds: (Date.now() - startedAt) / 1000, printed }))
  })
}

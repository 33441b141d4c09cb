import { spawnSync } from 'node:child_process'

export type Step = readonly [name: string, command: readonly [program: string, ...args: string[]]]

/** Runs programs of node_modules/.bin one after another; stops at the first that fails, with its exit code. */
export function runSteps(steps: readonly Step[]): void {
  for (const [name, [program, ...args]] of steps) {
    const startedAt = Date.now()
    console.log(`\n— ${name}`)
    const { status } = spawnSync('npx', ['--no-install', program, ...args], {
      stdio: 'inherit',
      shell: process.platform === 'win32',
    })
    if (status !== 0) process.exit(status ?? 1)
    console.log(`  ${name}: ${((Date.now() - startedAt) / 1000).toFixed(1)} s`)
  }
}

import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium } from '@playwright/test'
import { CHROMIUM, CHROMIUM_ARGS } from '@/tests/support/chromium'

/** A Chromium that keeps its profile over a kill -9: Playwright's own ends in order, and a power cut does not. */
export class KillableBrowser {
  readonly profile = mkdtempSync(join(tmpdir(), 'guichet-profile-'))
  #process: ChildProcess | null = null

  /** Starts it on the same profile. */
  async launch(): Promise<BrowserContext> {
    const program = CHROMIUM.executablePath ?? chromium.executablePath()
    const child = spawn(
      program,
      [
        '--headless',
        ...CHROMIUM_ARGS,
        '--remote-debugging-port=0',
        `--user-data-dir=${this.profile}`,
        '--window-size=1080,1920',
        'about:blank',
      ],
      { detached: true, stdio: ['ignore', 'ignore', 'pipe'] },
    )
    this.#process = child
    const browser = await chromium.connectOverCDP(await debuggingAddress(child))
    const [context] = browser.contexts()
    if (!context) throw new Error('Chromium started without a context')
    return context
  }

  /** kill -9 of the browser and all its children. */
  async kill(): Promise<void> {
    const child = this.#process
    if (!child?.pid) return
    const gone = new Promise(resolve => child.once('exit', resolve))
    process.kill(-child.pid, 'SIGKILL')
    await gone
    this.#process = null
  }

  async close(): Promise<void> {
    await this.kill()
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** Chromium says on its standard error where it listens. */
async function debuggingAddress(child: ChildProcess): Promise<string> {
  let said = ''
  return await new Promise((resolve, reject) => {
    child.once('exit', code => reject(new Error(`Chromium ended with ${code}: ${said}`)))
    child.stderr?.on('data', (data: Buffer) => {
      said += data.toString()
      const address = /DevTools listening on (ws:\S+)/.exec(said)?.[1]
      if (address) resolve(address)
    })
  })
}

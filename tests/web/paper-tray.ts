import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a kiosk's page tells the test while it is stopped: papers that are out, and a point at which it stands still. */
export type PaperTray = {
  readonly paperUrl: string
  /** Never answers: the page that asks stays where it is. */
  readonly holdUrl: string
  readonly papers: string[]
  untilHeld(): Promise<void>
  close(): Promise<void>
}

export async function openPaperTray(): Promise<PaperTray> {
  const papers: string[] = []
  let held = () => {}
  let isHeld = new Promise<void>(resolve => {
    held = resolve
  })
  const server = createServer((request, response) => {
    const [, kind, number = ''] = (request.url ?? '').split('/')
    if (kind === 'hold') return held()
    papers.push(number)
    response.setHeader('access-control-allow-origin', '*')
    response.end()
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  // reason: a server that listens on TCP has an AddressInfo
  const { port } = server.address() as AddressInfo
  return {
    paperUrl: `http://127.0.0.1:${port}/paper`,
    holdUrl: `http://127.0.0.1:${port}/hold`,
    papers,
    async untilHeld() {
      await isHeld
      isHeld = new Promise(resolve => {
        held = resolve
      })
    },
    async close() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

import { readFileSync } from 'node:fs'
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { basename, join } from 'node:path'
import { build } from 'esbuild'
import { PhoneTicket } from '@/lib/protocol/phone'

export const PHONE_PATH = '/t/1.20260302.A112.k3f9xq.Zk2Zk2Zk2Zk2Zk2Z'

/** The page by which a citizen follows his ticket, and a server that tells it what a test says. */
export class PhoneSite {
  /** What the stream of a link is answered with; 200 keeps it open. */
  status = 200
  readonly posted: string[] = []
  readonly #server: Server
  /** Phones that listen, and what they were told last. */
  #listening: ServerResponse[] = []
  #last = ''

  private constructor(readonly files: { readonly script: Uint8Array; readonly styles: Uint8Array }) {
    this.#server = createServer((request, response) => this.#answer(request.method ?? '', request.url ?? '', response))
  }

  static async open(): Promise<PhoneSite> {
    const made = await build({
      ...{ bundle: true, write: false, minify: true, target: 'chrome90', format: 'iife', outdir: 'out' },
      entryPoints: ['lib/phone/phone.ts', 'lib/phone/phone.css'],
      define: { 'process.env.NODE_ENV': '"production"' },
    })
    const [script, styles] = ['.js', '.css'].map(ending => made.outputFiles.find(({ path }) => path.endsWith(ending)))
    if (!script || !styles) throw new Error('the phone page was not made')
    const site = new PhoneSite({ script: script.contents, styles: styles.contents })
    await new Promise<void>(resolve => site.#server.listen(0, '127.0.0.1', resolve))
    return site
  }

  get url(): string {
    // reason: a server that listens on TCP has an AddressInfo
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}${PHONE_PATH}`
  }

  get listenerCount(): number {
    return this.#listening.length
  }

  /** What comes from here on is for another ticket. */
  forget(): void {
    this.#listening = []
    this.#last = ''
    this.posted.length = 0
  }

  tell(part: Partial<PhoneTicket>): void {
    const ticket = PhoneTicket.parse({
      ...{ number: 'A112', state: 'waiting', language: 'fr', calls: 0, timeZone: 'Africa/Douala' },
      ...{ centerFr: 'Centre d’identification de Yaoundé', centerEn: 'Yaoundé identification centre' },
      ...{
        serviceFr: 'Renouvellement',
        serviceEn: 'Renewal',
        ahead: 12,
        fromMinutes: 20,
        toMinutes: 40,
        station: null,
      },
      asOf: Date.parse('2026-03-02T09:05:00Z'),
      ...part,
    })
    this.#last = `event: ticket\ndata: ${JSON.stringify(ticket)}\n\n`
    for (const phone of this.#listening) phone.write(this.#last)
  }

  /** The center is out of reach of the server. */
  tellAway(): void {
    for (const phone of this.#listening) phone.write('event: away\ndata:\n\n')
  }

  /** Nothing more is told. Who came back by himself would do so at once. */
  end(): void {
    for (const phone of this.#listening) phone.end('retry: 20\nevent: end\ndata:\n\n')
  }

  close(): void {
    this.#server.closeAllConnections()
    this.#server.close()
  }

  #answer(method: string, url: string, response: ServerResponse): void {
    if (method === 'POST') {
      this.posted.push(url)
      response.writeHead(204).end()
    } else if (url === `${PHONE_PATH}/events`) this.#listen(response)
    else if (url.startsWith('/fonts/')) response.end(readFileSync(join('public/fonts', basename(url))))
    else if (url === '/phone/phone.js') response.setHeader('content-type', 'text/javascript').end(this.files.script)
    else if (url === '/phone/phone.css') response.setHeader('content-type', 'text/css').end(this.files.styles)
    else if (url === PHONE_PATH)
      response.setHeader('content-type', 'text/html').end(readFileSync('lib/phone/page.html'))
    else response.writeHead(404).end()
  }

  #listen(response: ServerResponse): void {
    response.writeHead(this.status, { 'content-type': 'text/event-stream' })
    if (this.status !== 200) return void response.end()
    response.write(this.#last || ':\n\n')
    this.#listening.push(response)
  }
}

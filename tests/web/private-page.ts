import { browserPorts, type DevicePorts } from '@/lib/client/browser-ports'
import { Device } from '@/lib/client/device'
import { enroll } from '@/lib/client/device-identity'
import { takeTicket } from '@/lib/client/kiosk-desk'
import { browserPrinter } from '@/lib/client/printer'
import { askVisitorCode } from '@/lib/client/visitor-code'
import { NOTHING_FORETOLD } from '@/lib/domain/estimates'
import { type InstantMs, type Surface, TicketId } from '@/lib/domain/ids'

/** A kiosk and a tablet of one browser, as their programs run them but for the screens. Plain data comes out. */

const faults: string[] = []
/** Where their REST requests go; null while there is no network. */
let server: string | null = null
let now: InstantMs = 0
const devices = new Map<Surface, Device>()

const ports = (): DevicePorts => ({
  ...browserPorts(),
  fetch: (input, init) =>
    server ? fetch(`${server}${input}`, init) : Promise.reject(new TypeError('Failed to fetch')),
  clock: { now: () => now },
  onFault: (what, fault) => faults.push(`${what}: ${fault}`),
})

function ready(surface: Surface) {
  const state = devices.get(surface)?.state.get()
  if (state?.kind !== 'ready') throw new Error(state?.kind ?? 'no device')
  return state
}

const page = {
  async enroll(surface: Surface) {
    const outcome = await enroll('3467-9ACD', '', ports())
    return outcome.ok ? outcome.value.surface === surface : outcome.refusal.code
  },
  goTo(url: string | null, at: InstantMs) {
    server = url
    now = at
    if (url) dispatchEvent(new Event('online'))
  },
  start(surface: Surface) {
    const device = new Device(surface, '', ports())
    devices.set(surface, device)
    device.start()
  },
  stop: (surface: Surface) => devices.get(surface)?.stop(),
  look(surface: Surface) {
    const state = devices.get(surface)?.state.get()
    if (state?.kind !== 'ready') return state?.kind
    return state.catalogue ? state.status.rung : 'no catalogue'
  },
  codesRefused: () => ready('kiosk').codesRefused,
  /** A visitor types his code and takes a ticket: its id. */
  async visit(code: string) {
    const device = ready('kiosk')
    const { catalogue, replica } = device
    const [service] = catalogue?.services ?? []
    if (!catalogue || !service) throw new Error('no catalogue')
    globalThis.print = () => dispatchEvent(new Event('afterprint'))
    const onFault = (what: string) => faults.push(what)
    const desk = { device, catalogue, printer: browserPrinter(onFault), foretell: () => NOTHING_FORETOLD }
    const wish = { code, service: service.id, language: 'fr', isVulnerable: false, foretold: NOTHING_FORETOLD } as const
    const answer = await takeTicket({ ...desk, now: () => now, onFault }, wish)
    const issued = [...replica.queue.tickets.values()].at(-1)
    return { answer: answer.kind === 'refused' ? answer.code : answer.kind, ticket: issued?.id ?? '' }
  },
  async ask(ticket: string) {
    const { bearer, replica } = ready('agent')
    const asking = { fetch: ports().fetch, token: bearer }
    return await askVisitorCode({ day: replica.day, ticket: TicketId.parse(ticket) }, asking)
  },
  /** All rows of all stores of this browser. */
  async dump() {
    const names = (await indexedDB.databases()).map(({ name = '' }) => name)
    return JSON.stringify(await Promise.all(names.map(async name => [name, await rowsOf(name)])))
  },
  /** As a program would that is not careful. */
  async plant(text: string) {
    const database = await open('planted', opened => opened.createObjectStore('rows'))
    const transaction = database.transaction('rows', 'readwrite', { durability: 'strict' })
    transaction.objectStore('rows').put({ code: text }, 1)
    await new Promise(resolve => {
      transaction.oncomplete = resolve
    })
    database.close()
  },
  faults: () => faults.splice(0),
}

function open(name: string, upgrade: (database: IDBDatabase) => void = () => undefined): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name)
    request.onupgradeneeded = () => upgrade(request.result)
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

async function rowsOf(name: string): Promise<unknown[]> {
  const database = await open(name)
  const rows = await Promise.all([...database.objectStoreNames].map(store => allOf(database, store)))
  database.close()
  return rows
}

function allOf(database: IDBDatabase, store: string): Promise<unknown[]> {
  return new Promise((resolve, reject) => {
    const request = database.transaction(store).objectStore(store).getAll()
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

export type PrivatePage = typeof page
Object.assign(globalThis, { privatePage: page })

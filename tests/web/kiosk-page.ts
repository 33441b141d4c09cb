import { closeDatabase, type DeviceDatabase, deviceDatabase } from '@/lib/client/device-database'
import { DexieEventStore } from '@/lib/client/dexie-event-store'
import { type KioskDesk, reprint, takeTicket, unprinted } from '@/lib/client/kiosk-desk'
import { type BrowserPrinter, browserPrinter } from '@/lib/client/printer'
import { SessionMarks } from '@/lib/client/session-marks'
import type { Catalogue } from '@/lib/domain/catalogue'
import { NOTHING_FORETOLD } from '@/lib/domain/estimates'
import { CenterId, DeviceId } from '@/lib/domain/ids'
import { Replica } from '@/lib/replica/replica'
import { NEW_APPLICATION } from '@/tests/support/catalogue'

/** A kiosk's production parts without its screens, and the points at which the test can stop it. Plain data comes out. */

const NAME = 'guichet-kiosk'
const PLACE = { center: CenterId.parse(1), timeZone: 'Africa/Douala' }
const IDENTITY = { ...PLACE, device: DeviceId.parse('kiosk1'), surface: 'kiosk' as const, issuerDigit: 1 }
const CENTER = { id: PLACE.center, code: 'YDE', nameFr: 'Yaoundé', nameEn: 'Yaounde', timeZone: PLACE.timeZone }
const CATALOGUE: Catalogue = {
  center: { ...CENTER, opensAt: '00:00', closesAt: '23:59' },
  services: [NEW_APPLICATION],
  stations: [],
  agents: [],
}
/** Nobody verifies it here. */
const SIGNATURE = { r: 'A'.repeat(43), s: 'A'.repeat(43) }

export type CheckInPoint =
  | 'before the strict transaction'
  | 'inside the strict transaction'
  | 'complete, and not in the document'
  | 'while the document is saved'
  | 'before printing'
  | 'while printing'
  | 'printed, and not noted'

let database: DeviceDatabase | null = null
let replica: Replica | null = null
let printer: BrowserPrinter | null = null
let clockAheadMs = 0
let faults: string[] = []
let papers: string[] = []
let stopAt: { readonly point: CheckInPoint; readonly url: string } | null = null

function opened<Value>(value: Value | null): Value {
  if (value === null) throw new Error('no session')
  return value
}

/** Tells the test, which does not answer: nothing of this page runs any more. */
function at(point: CheckInPoint): void {
  if (stopAt?.point === point) ask(stopAt.url)
}

function ask(url: string): void {
  const request = new XMLHttpRequest()
  request.open('GET', url, false)
  request.send()
}

/** In the browser's own functions, so that the program is the one that runs in centers. */
function watchTheStore(): void {
  const { transaction } = IDBDatabase.prototype
  IDBDatabase.prototype.transaction = function (this: IDBDatabase, ...args) {
    const isLog = this.name === NAME && args[1] === 'readwrite'
    if (isLog && papers.length > 0) at('printed, and not noted')
    if (isLog) at('before the strict transaction')
    const begun = Reflect.apply(transaction, this, args)
    if (isLog) begun.addEventListener('complete', () => at('complete, and not in the document'))
    return begun
  }
  for (const write of ['put', 'add'] as const) {
    const original = IDBObjectStore.prototype[write]
    IDBObjectStore.prototype[write] = function (this: IDBObjectStore, ...args) {
      const request = Reflect.apply(original, this, args)
      if (this.name === 'wal') request.addEventListener('success', () => at('inside the strict transaction'))
      if (this.name === 'docs') request.addEventListener('success', () => at('while the document is saved'))
      return request
    }
  }
}

/** A printer that takes every paper at once, and tells the test of it before anything else happens. */
function watchThePrinter(paperUrl: string): void {
  globalThis.print = () => {
    const paper = opened(printer).paper.get()
    at('before printing')
    papers.push(`${paper?.number} ${paper?.copy}`)
    ask(`${paperUrl}/${paper?.number}`)
    at('while printing')
    dispatchEvent(new Event('afterprint'))
  }
}

function desk(): KioskDesk {
  const device = {
    identity: { ...IDENTITY, label: 'Borne 1' },
    replica: opened(replica),
    status: STATUS,
    markOf,
    linkOf: markOf,
  }
  const told = { foretell: () => NOTHING_FORETOLD, now: Date.now }
  // reason: a kiosk's desk uses the key pair of its identity for nothing
  return { device, catalogue: CATALOGUE, printer: opened(printer), ...told, onFault } as unknown as KioskDesk
}

const STATUS = { rung: 'offline', since: 0, pendingCount: 0 }
const markOf = () => Promise.resolve(null)
const onFault = (what: string) => void faults.push(what)

async function told(work: () => Promise<unknown>): Promise<string> {
  try {
    await work()
    return 'done'
  } catch (fault) {
    return fault instanceof Error ? fault.name : String(fault)
  }
}

/** Every transaction that writes to one of these stores is aborted by the browser, as on a full disk. */
let failing: readonly string[] = []
const { put, add } = IDBObjectStore.prototype
function failWrites(): void {
  for (const [write, original] of [
    ['put', put],
    ['add', add],
  ] as const) {
    IDBObjectStore.prototype[write] = function (this: IDBObjectStore, ...args) {
      const request = Reflect.apply(original, this, args)
      if (failing.includes(this.name)) this.transaction.abort()
      return request
    }
  }
}

const page = {
  /** A session of the kiosk, as after a start of the browser. */
  async open(paperUrl: string) {
    ;[faults, papers] = [[], []]
    watchThePrinter(paperUrl)
    database = deviceDatabase(NAME)
    printer = browserPrinter(onFault)
    const store = new DexieEventStore(database, new SessionMarks(NAME, localStorage), onFault)
    const random = { int: (limit: number) => Math.floor(Math.random() * limit) }
    const clock = { now: () => Date.now() + clockAheadMs }
    const signer = { sign: () => Promise.resolve(SIGNATURE) }
    replica = await Replica.open(IDENTITY, { store, clock, random, signer, onFault })
  },
  openTold: (paperUrl: string) => told(() => page.open(paperUrl)),
  stopAt(point: CheckInPoint, url: string) {
    papers = []
    stopAt = { point, url }
  },
  /** One visitor: the number he was given, or why he was not. */
  async visit() {
    const answer = await takeTicket(desk(), {
      ...{ code: null, service: NEW_APPLICATION.id, language: 'fr' },
      ...{ isVulnerable: false, foretold: NOTHING_FORETOLD },
    })
    return answer.kind === 'refused' ? answer.code : answer.ticket.number
  },
  papers: () => papers,
  faults: () => faults,
  held() {
    const { queue, pendingCount } = opened(replica)
    return { numbers: [...queue.tickets.values()].map(({ number }) => number), pendingCount }
  },
  offeredAgain: () => unprinted(opened(replica)).map(({ number }) => number),
  async reprintAll() {
    for (const ticket of unprinted(opened(replica))) await reprint(desk(), ticket.id)
    return papers
  },
  failWritesTo(...stores: string[]) {
    failing = stores
    failWrites()
  },
  async sealsAfter(aheadMs: number) {
    clockAheadMs += aheadMs
    await opened(replica).tend()
    const events = opened(replica).documents()[0]?.events() ?? []
    return events.filter(({ event }) => event.type === 'log.sealed.v1').length
  },
  /** Keeps the log locked for longer than a commit may take. */
  async holdTheLog(forMs: number) {
    const { durable } = opened(database)
    const transaction = durable.backendDB().transaction('wal', 'readwrite')
    const until = performance.now() + forMs
    const spin = () => {
      if (performance.now() < until) transaction.objectStore('wal').count().onsuccess = spin
    }
    spin()
    await Promise.resolve()
  },
  /** As the browser does when it needs room, or somebody who clears its data. */
  async wipe() {
    await Promise.all([NAME, `${NAME}-docs`].map(erase))
  },
  close() {
    opened(replica).close()
    closeDatabase(opened(database))
  },
  async copyStore() {
    const { wal, meta } = opened(database)
    return JSON.stringify({ wal: await wal.toArray(), meta: await meta.toArray() })
  },
  async bringBack(copy: string) {
    const { wal, meta } = JSON.parse(copy)
    const older = deviceDatabase(NAME)
    await older.durable.transaction('rw', [older.wal, older.meta], async () => {
      await Promise.all([older.wal.clear(), older.meta.clear()])
      await Promise.all([older.wal.bulkAdd(wal), older.meta.bulkAdd(meta)])
    })
    closeDatabase(older)
  },
}

function erase(name: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name)
    request.onsuccess = resolve
    request.onerror = reject
  })
}

// Before the store is opened: Dexie keeps the functions that it finds then.
watchTheStore()

export type KioskPage = typeof page
Object.assign(globalThis, { kioskPage: page })

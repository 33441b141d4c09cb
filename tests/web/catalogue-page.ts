import { CatalogueSource } from '@/lib/client/catalogue-source'
import { closeDatabase, type DeviceDatabase, deviceDatabase, writeMeta } from '@/lib/client/device-database'
import { DeviceId } from '@/lib/domain/ids'
import type { CatalogueCollection } from '@/lib/protocol/rest'

/** A server's catalogue in the page itself, and a device that pulls it. */

const DEVICE = DeviceId.parse('kiosk1')
const CENTER = {
  id: 7,
  code: 'YDE',
  nameFr: 'Yaoundé',
  nameEn: 'Yaounde',
  timeZone: 'Africa/Douala',
  opensAt: '07:30',
  closesAt: '15:30',
  revision: 1,
}

type Rows = Record<CatalogueCollection, { id: number; revision: number }[]>
const rows: Rows = { centers: [CENTER], services: [], stations: [], agents: [], messages: [], measured: [] }
let revision = 1
let isOnline = true
let isOlderServer = false
let requests = 0
const faults: string[] = []
const asked: string[] = []

let running: { readonly source: CatalogueSource; readonly database: DeviceDatabase } | null = null

function serviceRow(id: number, nameFr: string) {
  revision++
  return {
    id,
    code: `S${id}`,
    nameFr,
    nameEn: nameFr,
    letter: 'A',
    priority: 4,
    durationMinutes: 10,
    active: true,
    revision,
  }
}

async function serverFetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  requests++
  if (!isOnline) throw new TypeError('Failed to fetch')
  if (new Headers(init?.headers).get('authorization') !== 'Bearer secret') return new Response(null, { status: 401 })
  const url = new URL(String(input), location.href)
  const name = url.pathname.split('/').at(-1) ?? ''
  if (!isCollection(name)) return new Response(null, { status: 404 })
  const since = Number(url.searchParams.get('since'))
  asked.push(name)
  const page = rows[name]
    .filter(row => (name === 'measured' ? row.revision !== since : row.revision > since))
    .sort((a, b) => a.revision - b.revision)
    .slice(0, Number(url.searchParams.get('limit')))
  return Response.json({ rows: page, checkpoint: page.at(-1)?.revision ?? since })
}

function isCollection(name: string): name is CatalogueCollection {
  return name in rows && !(isOlderServer && (name === 'messages' || name === 'measured'))
}

const page = {
  async open() {
    const database = deviceDatabase('guichet-test')
    const source = await CatalogueSource.open(DEVICE, database, {
      fetch: serverFetch,
      token: () => 'secret',
      onFault: (what, fault) => faults.push(`${what}: ${fault}`),
    })
    running = { source, database }
    return page.names()
  },
  start: () => running?.source.start(),
  async close() {
    await running?.source.stop()
    if (running) closeDatabase(running.database)
  },
  names() {
    const catalogue = running?.source.catalogue.get()
    return catalogue ? [catalogue.center.code, ...catalogue.services.map(({ nameFr }) => nameFr)] : null
  },
  pullNow: () => running?.source.pullNow(),
  addServices(count: number) {
    for (let id = 1; id <= count; id++) rows.services.push(serviceRow(id, `service ${id}`))
  },
  renameService(id: number, name: string) {
    rows.services = rows.services.map(row => (row.id === id ? serviceRow(id, name) : row))
  },
  addMalformedService() {
    revision++
    rows.services.push({ id: 99, revision })
  },
  removeMalformedService() {
    rows.services = rows.services.filter(({ id }) => id !== 99)
  },
  goOffline() {
    isOnline = false
  },
  messages: () => running?.source.catalogue.get()?.messages?.map(({ textFr }) => textFr) ?? null,
  addMessage(textFr: string) {
    revision++
    const message = { kind: 'notice', textFr, textEn: textFr, startsAt: null, endsAt: null, active: true }
    rows.messages.push({ id: revision, ...message, revision })
  },
  /** What a center measured, and its own row, which says that something of it has changed. */
  measure(days: number) {
    revision++
    const nothing = { cells: [], pauses: { n: 0, sumMs: 0 }, arrivals: [] }
    const measuredDays = Array.from({ length: days }, (_, index) => ({ day: `2026-03-0${index + 1}`, ...nothing }))
    const measured = { id: CENTER.id, measuredDays, revision: 1_000_000 - days }
    rows.measured = [measured]
    rows.centers = [{ ...CENTER, revision }]
  },
  measuredDays: () => running?.source.catalogue.get()?.center.measuredDays?.length ?? null,
  countOf: (collection: string) => asked.filter(name => name === collection).length,
  knowNoMessages(isOlder: boolean) {
    isOlderServer = isOlder
  },
  /** The plain copy as a program left it that knew no messages. */
  async leaveOlderCopy() {
    const database = deviceDatabase('guichet-test')
    const { revision: _, ...center } = CENTER
    await writeMeta(database, 'catalogue', { center, services: [], stations: [], agents: [] })
    closeDatabase(database)
  },
  requestCount: () => requests,
  faults: () => faults,
  /** The collections as an older program with another schema left them. */
  async leaveOlderSchema() {
    const { createRxDatabase } = await import('rxdb/plugins/core')
    const { getRxStorageDexie } = await import('rxdb/plugins/storage-dexie')
    const database = await createRxDatabase({
      name: `guichet-test-catalogue-${DEVICE}`,
      storage: getRxStorageDexie(),
      multiInstance: false,
    })
    const properties = { key: { type: 'string', maxLength: 12 } } as const
    const schema = { version: 0, primaryKey: 'key', type: 'object', properties, required: ['key'] } as const
    await database.addCollections({ services: { schema } })
    await database.close()
  },
}

export type CataloguePage = typeof page

Object.assign(globalThis, { cataloguePage: page })

import { browserPorts, type DevicePorts } from '@/lib/client/browser-ports'
import { Device } from '@/lib/client/device'
import { closeDatabase, type DeviceDatabase, databaseName, deviceDatabase } from '@/lib/client/device-database'
import { enroll } from '@/lib/client/device-identity'
import type { SavedFile } from '@/lib/client/unsent-events'
import { AgentId, DEVICE_ID_LENGTH, type InstantMs, StationId } from '@/lib/domain/ids'

/** A device whose REST answers are written here and whose socket is a real one. Each call returns plain data. */

const CENTER = {
  id: 1,
  code: 'YDE',
  nameFr: 'Yaoundé',
  nameEn: 'Yaoundé',
  timeZone: 'Africa/Douala',
  opensAt: '07:30',
  closesAt: '15:30',
}
const AGENT = {
  id: 1,
  employeeId: 'E1',
  firstName: 'Aline',
  lastName: 'Mbarga',
  role: 'agent',
  services: [],
  active: true,
}

/** `offline` answers nothing; anything else but a socket's address is the problem that the ticket endpoint tells. */
type Server = { readonly wsUrl: string } | { readonly problem: string } | 'offline'

const faults: string[] = []
let running: Device | null = null
let server: Server = 'offline'
let now: InstantMs = Date.now()

async function answer(input: RequestInfo | URL): Promise<Response> {
  const url = String(input)
  if (server === 'offline') throw new TypeError('Failed to fetch')
  if (url.endsWith('/nonce')) return Response.json({ nonce: 'n' })
  if (url.endsWith('/ticket')) {
    if ('problem' in server) return Response.json({ code: server.problem, status: 403 }, { status: 403 })
    const token = { token: 't', server_time: now, session_expires: now + 900_000 }
    return Response.json({ ws_url: server.wsUrl, ...token, mark_keys: { '2026-03-02': 'a2V5' } })
  }
  const [, collection = '', since = '0'] = /catalogue\/(\w+)\?since=(\d+)/.exec(url) ?? []
  if (since !== '0') return Response.json({ rows: [], checkpoint: 1 })
  const rows = { centers: [CENTER], agents: [AGENT] }[collection] ?? []
  return Response.json({ rows: rows.map(row => ({ ...row, revision: 1 })), checkpoint: 1 })
}

function ports(): DevicePorts {
  return {
    ...browserPorts(),
    fetch: answer,
    clock: { now: () => now },
    onFault: (what, fault) => faults.push(`${what}: ${fault}`),
  }
}

async function withDatabase<Value>(work: (database: DeviceDatabase) => Promise<Value>): Promise<Value> {
  const database = deviceDatabase(databaseName('agent', ''))
  try {
    return await work(database)
  } finally {
    closeDatabase(database)
  }
}

function state() {
  if (!running) throw new Error('no device')
  return running.state.get()
}

const page = {
  async enroll(name: string) {
    const device = name.padEnd(DEVICE_ID_LENGTH, 'k')
    const body = { device_id: device, surface: 'agent', label: 'Tablette 1', issuer_digit: null, center: CENTER }
    const fetch = () => Promise.resolve(Response.json(body, { status: 201 }))
    const outcome = await enroll('3467-9ACD', '', { ...ports(), fetch })
    return outcome.ok ? 'enrolled' : outcome.refusal.code
  },
  serve(next: Server) {
    server = next
  },
  setTime(at: InstantMs) {
    now = at
  },
  start() {
    running = new Device('agent', '', ports())
    running.start()
  },
  stop: () => running?.stop(),
  look() {
    const device = state()
    if (device.kind === 'ready') {
      const { halt, olderHalts, aside, status, catalogue, replica, clockError, dayDoubt } = device
      return {
        kind: device.kind,
        halt,
        olderHalts,
        aside,
        clockError,
        dayDoubt,
        ...status,
        day: replica.day,
        agents: catalogue?.agents.length,
      }
    }
    if ('unsentCount' in device) return { kind: device.kind, unsent: device.unsentCount, label: device.former?.label }
    return { kind: device.kind }
  },
  /** Stations that were never opened before: each is an event. */
  async openStations(count: number) {
    const device = state()
    if (device.kind !== 'ready') throw new Error(device.kind)
    for (let station = 1; station <= count; station++) {
      const draft = { type: 'station.opened.v1', actor: AgentId.parse(1), station: StationId.parse(station) } as const
      await device.replica.act(() => ({ ok: true, value: draft }))
    }
  },
  async saveUnsent(): Promise<SavedFile | null> {
    const device = state()
    return 'saveUnsent' in device ? await device.saveUnsent() : null
  },
  /** All that a thief of this browser would find. */
  async kept() {
    const names = (await indexedDB.databases()).map(({ name }) => name ?? '')
    return await withDatabase(async ({ meta, wal, docs, strays }) => ({
      meta: (await meta.toCollection().primaryKeys()).map(String).sort(),
      wal: await wal.count(),
      docs: await docs.count(),
      strays: await strays.count(),
      catalogues: names.filter(name => name.includes('catalogue')).length,
    }))
  },
  async writeMeta(key: string, value: unknown) {
    await withDatabase(async ({ meta }) => await meta.put({ key, value }))
  },
  /** As a flash that has turned bits: an update that Yjs cannot read, and a row that is no update at all. */
  async spoilDocument() {
    await withDatabase(async ({ docs }) => {
      const [row] = await docs.toArray()
      if (!row) throw new Error('no document')
      await docs.clear()
      await docs.add({ day: row.day, updates: [new Uint8Array([1, 1, 255, 255, 255, 255, 7, 3])] })
      await docs.add(Object.assign({ day: row.day }, { updates: 'spoilt' }) as never) // reason: what a flash may hold
    })
  },
  /** The start of `revokeHere` was reached, and no more: the power failed. */
  noteRevoked: () => localStorage.setItem('guichet-agent:revoked', 'yes'),
  /** As the browser does when it needs room, or somebody who clears its data. */
  async wipe() {
    const name = databaseName('agent', '')
    await Promise.all([name, `${name}-docs`].map(erase))
  },
  /** Until `mend`, nothing can be opened. */
  breakStore() {
    const { open } = IDBFactory.prototype
    IDBFactory.prototype.open = () => {
      throw new DOMException('broken', 'UnknownError')
    }
    page.mend = () => {
      IDBFactory.prototype.open = open
    }
  },
  mend: (): void => undefined,
  faults: () => faults.splice(0),
  /** What `browserPorts` says of this browser. */
  usable() {
    try {
      browserPorts()
      return 'usable'
    } catch (fault) {
      return String(fault)
    }
  },
}

function erase(name: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name)
    request.onsuccess = resolve
    request.onerror = reject
  })
}

export type DeviceEndPage = typeof page

Object.assign(globalThis, { deviceEnd: page })

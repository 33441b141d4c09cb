import { browserPorts, type DevicePorts } from '@/lib/client/browser-ports'
import { Device } from '@/lib/client/device'
import { closeDatabase, type DeviceDatabase, databaseName, deviceDatabase } from '@/lib/client/device-database'
import { type EnrollPorts, enroll } from '@/lib/client/device-identity'
import { DexieEventStore } from '@/lib/client/dexie-event-store'
import { SessionMarks } from '@/lib/client/session-marks'
import { AgentId, DEVICE_ID_LENGTH, DeviceId, eventId, ServiceDay, StationId } from '@/lib/domain/ids'
import type { WalRecord } from '@/lib/replica/ports'
import { EVENT_STORE_CONTRACT } from '@/tests/contract/event-store-contract'

/** What the tests can do in the browser. Each returns plain data: what is expected of it stands in the test. */

const NAME = 'guichet-test'
const DAY = ServiceDay.parse('2026-03-02')
const DEVICE = DeviceId.parse('kiosk1')

type Opened = { readonly database: DeviceDatabase; readonly store: DexieEventStore }
let opened: Opened | null = null
let running: Device | null = null

function current(): Opened {
  if (!opened) throw new Error('no session')
  return opened
}

export function record(seq: number, day = DAY): WalRecord {
  return {
    day,
    event: {
      v: 1,
      id: eventId(DEVICE, 1, seq),
      h: [1_772_434_800_000 + seq, 0],
      device: DEVICE,
      actor: AgentId.parse(1),
      type: 'station.opened.v1',
      station: StationId.parse(1),
    },
  }
}

async function told(work: () => Promise<unknown>): Promise<string> {
  try {
    await work()
    return 'done'
  } catch (fault) {
    return fault instanceof Error ? fault.name : String(fault)
  }
}

const page = {
  /** On a storage of its own. Each opening is a new connection, as after a restart. */
  async keepsContract(name: string) {
    const promise = EVENT_STORE_CONTRACT.find(known => known.name === name)
    if (!promise) throw new Error(`no such promise: ${name}`)
    const storage = `guichet-${name}`
    const connections: DeviceDatabase[] = []
    try {
      await promise.run(async () => {
        const database = deviceDatabase(storage)
        connections.push(database)
        return new DexieEventStore(database, new SessionMarks(storage, localStorage))
      })
    } finally {
      for (const database of connections) closeDatabase(database)
    }
  },
  async start() {
    const database = deviceDatabase(NAME)
    const store = new DexieEventStore(database, new SessionMarks(NAME, localStorage))
    const { bootCount, endedCleanly, pending, lastDay } = await store.startSession()
    opened = { database, store }
    return { bootCount, endedCleanly, pending: pending.map(({ event }) => event.id), lastDay }
  },
  startTold: () => told(() => page.start()),
  commit: (seq: number) =>
    current().store.commit([record(seq)], { day: DAY, next: { A: seq + 1 }, reserved: { A: seq + 4 } }),
  commitTold: (seq: number) => told(() => page.commit(seq)),
  end: () => current().store.endSession(),
  numbers: () => current().store.numbersOf(DAY),
  /** The browser as it is when the disk is full: the request succeeds, and the transaction is aborted. */
  abortNextWrite() {
    const put = IDBObjectStore.prototype.put
    IDBObjectStore.prototype.put = function (...args) {
      IDBObjectStore.prototype.put = put
      const request = put.apply(this, args)
      this.transaction.abort()
      return request
    }
  },
  /** Until not even a small row has room. */
  async fillTheDisk() {
    const { docs } = current().database
    for (const bytes of [65_536, 8_192, 1_024, 64]) {
      const add = () => docs.add({ day: DAY, updates: [crypto.getRandomValues(new Uint8Array(bytes))] })
      let answer = 'done'
      while (answer === 'done') answer = await told(add)
    }
  },
  /** Keeps the log locked for longer than a commit may take. */
  async holdTheLog(forMs: number) {
    const { database } = current()
    await database.durable.open()
    const transaction = database.durable.backendDB().transaction('wal', 'readwrite')
    const until = performance.now() + forMs
    const spin = () => {
      if (performance.now() < until) transaction.objectStore('wal').count().onsuccess = spin
    }
    spin()
  },
  async loseTheStore() {
    current().database.durable.close()
    await new Promise((resolve, reject) => {
      const request = indexedDB.deleteDatabase(NAME)
      request.onsuccess = resolve
      request.onerror = reject
    })
  },
  async saveManyUpdates(rows: number, bytes: number) {
    const { database } = current()
    const update = () => crypto.getRandomValues(new Uint8Array(bytes))
    await database.docs.bulkAdd(Array.from({ length: rows }, () => ({ day: DAY, updates: [update()] })))
  },
  async loadDocument() {
    const from = performance.now()
    const updates = await current().store.loadDocument(DAY)
    return { count: updates.length, ms: performance.now() - from }
  },
  async compact() {
    await current().store.replaceDocument(DAY, new Uint8Array([1, 2, 3]))
  },
  /** Commits until the page dies, and says after each how many are safe. */
  async commitForEver(report: (count: number) => Promise<void>) {
    for (let seq = 1; ; seq++) {
      await page.commit(seq)
      await report(seq)
    }
  },

  enroll: async (device: string) => await enroll('3467-9ACD', '', enrollPorts(device)),
  /** A server that does as it is told, and whose first answers are lost. Also the keys that it was asked with. */
  async enrollUnanswered(lost: number) {
    const { fetch, ...others } = enrollPorts('kiosk1')
    const asked: string[] = []
    const losing: typeof fetch = async (address, init) => {
      asked.push(String(init?.body))
      return asked.length <= lost ? new Response(null, { status: 503 }) : await fetch(address, init)
    }
    const outcome = await enroll('3467-9ACD', '', { ...others, fetch: losing })
    return { outcome: outcome.ok ? 'enrolled' : outcome.refusal.code, asked }
  },
  async strays() {
    const database = deviceDatabase(databaseName('kiosk', ''))
    const rows = await database.strays.toArray()
    database.durable.close()
    return rows.map(({ id }) => id)
  },
  startDevice() {
    running = new Device('kiosk', '', offlinePorts())
    running.start()
  },
  async deviceOpensStation() {
    const state = runningDevice().state.get()
    if (state.kind !== 'ready') return state.kind
    const { replica } = state
    const done = await replica.act(() => ({
      ok: true,
      value: { type: 'station.opened.v1', actor: AgentId.parse(1), station: StationId.parse(1) },
    }))
    return done.ok ? `${replica.pendingCount} pending` : 'refused'
  },
  deviceState: () => runningDevice().state.get().kind,
  stopDevice: () => runningDevice().stop(),
}

function runningDevice(): Device {
  if (!running) throw new Error('no device')
  return running
}

function offlinePorts(): DevicePorts {
  return { ...browserPorts(), fetch: () => Promise.reject(new TypeError('Failed to fetch')) }
}

function enrollPorts(device: string): EnrollPorts {
  const answer = {
    device_id: device.padEnd(DEVICE_ID_LENGTH, 'k'),
    surface: 'kiosk',
    label: 'Borne 1',
    issuer_digit: 1,
    center: {
      id: 1,
      code: 'YDE',
      nameFr: 'Yaoundé',
      nameEn: 'Yaoundé',
      timeZone: 'Africa/Douala',
      opensAt: '07:30',
      closesAt: '15:30',
    },
  }
  return { ...browserPorts(), fetch: () => Promise.resolve(Response.json(answer, { status: 201 })) }
}

export type StorePage = typeof page

Object.assign(globalThis, { storePage: page })

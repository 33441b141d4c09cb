import { createRxDatabase, type RxCollection, type RxDatabase, removeRxDatabase } from 'rxdb/plugins/core'
import { type RxReplicationState, replicateRxCollection } from 'rxdb/plugins/replication'
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie'
import * as z from 'zod/mini'
import { Agent, type Catalogue, Center, Message, Service, Station } from '@/lib/domain/catalogue'
import type { DurationMs } from '@/lib/domain/ids'
import { CATALOGUE_COLLECTIONS, CATALOGUE_ROWS, type CatalogueCollection, CataloguePage } from '@/lib/protocol/rest'
import type { OnFault } from './fault-log'

/** A row as it came, under the key that RxDB asks for. Its own schema is parsed when it comes in and when it is read. */
type CatalogueDocument = { readonly key: string; readonly row: Record<string, unknown> }
type Checkpoint = { readonly revision: number }
type Collections = Record<CatalogueCollection, RxCollection<CatalogueDocument>>
type Replication = RxReplicationState<CatalogueDocument, Checkpoint>

export type CataloguePorts = {
  readonly fetch: typeof fetch
  /** The bearer token; null while there is none, and nothing can be pulled. */
  readonly token: () => string | null
  readonly onFault: OnFault
}

const PAGE_ROWS = 200
const RETRY_MS: DurationMs = 10_000
const REQUEST_MS_MAX: DurationMs = 15_000
const ROW_BYTES_MAX = 32

const schema = {
  version: 0,
  primaryKey: 'key',
  type: 'object',
  properties: {
    key: { type: 'string', maxLength: ROW_BYTES_MAX },
    row: { type: 'object', additionalProperties: true },
  },
  required: ['key', 'row'],
} as const

const PulledRow = z.looseObject({ id: z.int() })

/**
 * The center's catalogue in RxDB: six collections, pulled from the server, written by nobody here.
 *
 * One instance for one device: no election of a leader, which a frozen tab would block.
 */
export class CatalogueCollections {
  readonly #replications: Readonly<Record<CatalogueCollection, Replication>>

  private constructor(
    private readonly database: RxDatabase<Collections>,
    ports: CataloguePorts,
  ) {
    const replicated = (name: CatalogueCollection) => replicate(database, name, ports)
    this.#replications = {
      centers: replicated('centers'),
      services: replicated('services'),
      stations: replicated('stations'),
      agents: replicated('agents'),
      messages: replicated('messages'),
      measured: replicated('measured'),
    }
    // What was measured is long, and changes with its center alone.
    database.collections.centers.$.subscribe(() => this.#replications.measured.reSync())
  }

  /** @param name of the database; when its schema is an older program's, it is deleted and pulled again. */
  static async open(name: string, ports: CataloguePorts): Promise<CatalogueCollections> {
    try {
      return new CatalogueCollections(await openDatabase(name), ports)
    } catch (fault) {
      if (!isSchemaMismatch(fault)) throw fault
      await removeRxDatabase(name, getRxStorageDexie(), false)
      return new CatalogueCollections(await openDatabase(name), ports)
    }
  }

  /**
   * Resolves once every collection that refers to another has been pulled to its end: from then on they agree with each
   * other. Nobody waits for messages and for what was measured, which an older server does not have.
   */
  async pulledOnce(): Promise<void> {
    const { centers, services, stations, agents } = this.#replications
    await Promise.all([centers, services, stations, agents].map(pulled => pulled.awaitInitialReplication()))
  }

  pullNow(): void {
    for (const name of CATALOGUE_COLLECTIONS) if (name !== 'measured') this.#replications[name].reSync()
  }

  /** Calls the listener after each pulled change; returns how to stop that. */
  onChange(listener: () => void): () => void {
    const subscriptions = CATALOGUE_COLLECTIONS.map(name => this.database.collections[name].$.subscribe(listener))
    return () => {
      for (const subscription of subscriptions) subscription.unsubscribe()
    }
  }

  /**
   * What the collections hold; null while there is no center.
   *
   * @throws when a row is not of the shape this program knows.
   */
  async read(): Promise<Catalogue | null> {
    const [centers, services, stations, agents, messages, measured] = await Promise.all([
      this.#rows('centers', Center),
      this.#rows('services', Service),
      this.#rows('stations', Station),
      this.#rows('agents', Agent),
      this.#rows('messages', Message),
      this.#rows('measured', CATALOGUE_ROWS.measured),
    ])
    const [center] = centers
    if (!center) return null
    // An older server has it in the center's own row.
    const measuredDays = measured[0]?.measuredDays ?? center.measuredDays ?? []
    return { center: { ...center, measuredDays }, services, stations, agents, messages }
  }

  async close(): Promise<void> {
    await this.database.close()
  }

  async #rows<Row extends { readonly id: number }>(
    name: CatalogueCollection,
    schema: z.core.$ZodType<Row>,
  ): Promise<Row[]> {
    const documents = await this.database.collections[name].find().exec()
    return documents.map(({ row }) => z.parse(schema, row)).sort((a, b) => a.id - b.id)
  }
}

async function openDatabase(name: string): Promise<RxDatabase<Collections>> {
  const database = await createRxDatabase<Collections>({
    name,
    storage: getRxStorageDexie(),
    multiInstance: false,
    eventReduce: false,
    closeDuplicates: true,
  })
  const collection = { schema, autoMigrate: false }
  await database.addCollections({
    centers: collection,
    services: collection,
    stations: collection,
    agents: collection,
    messages: collection,
    measured: collection,
  })
  return database
}

function replicate(database: RxDatabase<Collections>, name: CatalogueCollection, ports: CataloguePorts): Replication {
  return replicateRxCollection<CatalogueDocument, Checkpoint>({
    replicationIdentifier: `catalogue-${name}`,
    collection: database.collections[name],
    live: true,
    retryTime: RETRY_MS,
    waitForLeadership: false,
    // A kiosk's page may count as hidden while it is on the screen (a screen saver, another window on top).
    toggleOnDocumentVisible: false,
    pull: { batchSize: PAGE_ROWS, handler: (checkpoint, limit) => pull(name, checkpoint?.revision ?? 0, limit, ports) },
  })
}

/** One page. All of it is checked first: a row that is stepped over would be lost for ever (pubkey/rxdb#6684). */
async function pull(name: CatalogueCollection, since: number, limit: number, ports: CataloguePorts) {
  const token = ports.token()
  if (token === null) throw new Error('no token yet')
  const apart = name === 'centers' ? '&measured=apart' : ''
  const response = await ports.fetch(`/api/v1/catalogue/${name}?since=${since}&limit=${limit}${apart}`, {
    headers: { authorization: `Bearer ${token}` },
    signal: AbortSignal.timeout(REQUEST_MS_MAX),
  })
  if (!response.ok) throw new Error(`catalogue ${name}: ${response.status}`)
  const page = CataloguePage.parse(await response.json())
  try {
    z.parse(z.array(CATALOGUE_ROWS[name]), page.rows)
  } catch (fault) {
    ports.onFault(`catalogue ${name}`, fault)
    throw fault
  }
  const documents = z.parse(z.array(PulledRow), page.rows).map(row => ({ key: String(row.id), row, _deleted: false }))
  return { documents, checkpoint: { revision: page.checkpoint } }
}

/** DB6: the stored schema differs from this program's (wcpos/woocommerce-pos#413: shops that did not open any more). */
function isSchemaMismatch(fault: unknown): boolean {
  return fault instanceof Error && 'code' in fault && fault.code === 'DB6'
}

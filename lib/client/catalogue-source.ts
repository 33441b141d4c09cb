import * as z from 'zod/mini'
import { Agent, type Catalogue, Center, Message, Service, Station } from '@/lib/domain/catalogue'
import type { DeviceId, DurationMs } from '@/lib/domain/ids'
import type { CatalogueCollections, CataloguePorts } from './catalogue-collections'
import { type DeviceDatabase, readMeta, writeMeta } from './device-database'
import { Observed, type Watched } from './observed'

const POLL_MS: DurationMs = 10_000
const COPY = 'catalogue'
const StoredCatalogue = z.object({
  center: Center,
  services: z.array(Service),
  stations: z.array(Station),
  agents: z.array(Agent),
  /** An older program kept none. */
  messages: z._default(z.array(Message), []),
})

/**
 * The center's catalogue: at once from a plain copy of the last complete one, then from the collections, whose code
 * (92 KB) is loaded when the surface already works.
 */
export class CatalogueSource {
  readonly #catalogue: Observed<Catalogue | null>
  readonly #stops: (() => void)[] = []
  #collections: CatalogueCollections | null = null
  #stopped = false
  #readAgain = false
  #reading = false

  private constructor(
    private readonly device: DeviceId,
    private readonly database: DeviceDatabase,
    private readonly ports: CataloguePorts,
    copy: Catalogue | null,
  ) {
    this.#catalogue = new Observed(copy)
  }

  static async open(device: DeviceId, database: DeviceDatabase, ports: CataloguePorts): Promise<CatalogueSource> {
    return new CatalogueSource(device, database, ports, await readCopy(database, ports))
  }

  /** Null until a complete catalogue has been pulled once. */
  get catalogue(): Watched<Catalogue | null> {
    return this.#catalogue
  }

  start(): void {
    void this.#follow()
  }

  pullNow(): void {
    this.#collections?.pullNow()
  }

  /** Never rejects. */
  async stop(): Promise<void> {
    this.#stopped = true
    for (const stop of this.#stops.splice(0)) stop()
    try {
      await this.#collections?.close()
    } catch (fault) {
      this.ports.onFault('close catalogue', fault)
    }
  }

  /** Never rejects: without the collections the copy still serves. */
  async #follow(): Promise<void> {
    try {
      const { CatalogueCollections } = await import('./catalogue-collections')
      // Named after the device: one enrolled again may belong to another center, whose rows have other revisions.
      const name = `${this.database.name}-catalogue-${this.device}`
      const collections = await CatalogueCollections.open(name, this.ports)
      this.#collections = collections
      if (this.#stopped) return await this.stop()
      const timer = setInterval(() => navigator.onLine && collections.pullNow(), POLL_MS)
      this.#stops.push(() => clearInterval(timer))
      await collections.pulledOnce()
      if (this.#stopped) return
      this.#stops.push(collections.onChange(() => void this.#read(collections)))
      await this.#read(collections)
    } catch (fault) {
      this.ports.onFault('catalogue', fault)
    }
  }

  /** What changes while it reads is read in one more turn, however many changes there were. Never rejects. */
  async #read(collections: CatalogueCollections): Promise<void> {
    this.#readAgain = true
    if (this.#reading) return
    this.#reading = true
    try {
      while (this.#readAgain && !this.#stopped) {
        this.#readAgain = false
        const catalogue = await collections.read()
        if (catalogue) await this.#take(catalogue)
      }
    } catch (fault) {
      this.ports.onFault('read catalogue', fault)
    } finally {
      this.#reading = false
    }
  }

  async #take(catalogue: Catalogue): Promise<void> {
    if (JSON.stringify(catalogue) === JSON.stringify(this.#catalogue.get())) return
    this.#catalogue.set(catalogue)
    await writeMeta(this.database, COPY, catalogue)
  }
}

/** A copy of another shape is worth nothing, and a new one is on its way. */
async function readCopy(database: DeviceDatabase, ports: CataloguePorts): Promise<Catalogue | null> {
  try {
    return await readMeta(database, COPY, StoredCatalogue)
  } catch (fault) {
    ports.onFault('copy of the catalogue', fault)
    return null
  }
}

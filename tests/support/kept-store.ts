import type { DeviceDatabase } from '@/lib/client/device-database'

/** What a device keeps under names, in memory: for rules that need no browser. Structured values, as IndexedDB keeps them. */
export class KeptStore {
  readonly rows = new Map<string, unknown>()
  /** Waited for before each writing. */
  beforeWriting: () => Promise<void> = () => Promise.resolve()

  /** All that reading and writing by names uses of it. */
  get database(): DeviceDatabase {
    const meta = {
      get: async (key: string) => (this.rows.has(key) ? { key, value: this.rows.get(key) } : undefined),
      put: async ({ key, value }: { key: string; value: unknown }) => {
        await this.beforeWriting()
        this.rows.set(key, value)
      },
    }
    const durable = { transaction: (_mode: string, _table: unknown, work: () => Promise<unknown>) => work() }
    return { meta, durable } as unknown as DeviceDatabase // reason: see above
  }
}

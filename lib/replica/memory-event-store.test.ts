import { describe, test } from 'vitest'
import { EVENT_STORE_CONTRACT } from '@/tests/contract/event-store-contract'
import { MemoryEventStore } from './memory-event-store'

describe('[LOG-3] the event store in memory', () => {
  test.each(EVENT_STORE_CONTRACT)('$name', async ({ run }) => {
    const store = new MemoryEventStore()
    await run(() => Promise.resolve(store))
  })
})

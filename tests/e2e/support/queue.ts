import { expect, type Page } from '@playwright/test'
import { type Queue, QueueFold } from '@/lib/domain/fold'
import { ServiceDay } from '@/lib/domain/ids'
import { DayDocument } from '@/lib/replica/day-document'
import { projectionDrift } from '@/tests/support/projection'
import type { Stack } from './stack'

type StoredDocument = { readonly day: string; readonly updates: readonly number[][] }

/** The queue as a device has stored it, read from its IndexedDB and folded here. */
export async function queueOn(page: Page): Promise<Queue> {
  const { day, updates } = await page.evaluate(readStoredDocument)
  const document = new DayDocument(ServiceDay.parse(day))
  document.load(updates.map(update => new Uint8Array(update)))
  expect(document.doc.store.pendingStructs).toBeNull()
  const fold = new QueueFold()
  fold.add(document.events().map(({ event }) => event))
  return fold
}

/** Postgres has exactly what this device's events fold to. */
export async function expectPostgresToEqual(page: Page, stack: Stack): Promise<void> {
  await expect.poll(async () => projectionDrift(stack.database, await queueOn(page))).toEqual([])
}

/** Runs in the page: the newest day of the surface's document database. */
async function readStoredDocument(): Promise<StoredDocument> {
  const names = (await indexedDB.databases()).flatMap(({ name }) => name ?? [])
  const name = names.find(candidate => /^guichet-.*docs/.test(candidate)) ?? ''
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(name)
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
  const rows = await new Promise<{ day: string; updates: Uint8Array[] }[]>((resolve, reject) => {
    const request = database.transaction('docs').objectStore('docs').getAll()
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
  database.close()
  const day =
    rows
      .map(row => row.day)
      .sort()
      .at(-1) ?? ''
  return { day, updates: rows.filter(row => row.day === day).flatMap(row => row.updates.map(update => [...update])) }
}

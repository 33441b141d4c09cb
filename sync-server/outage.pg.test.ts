import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { seedDemonstration } from '@/drizzle/seed'
import { createDatabase, type Database } from '@/lib/server/database'
import { migrate } from '@/lib/server/migrate'
import { ensureEmbeddedDatabase, type RunningDatabase } from '@/scripts/postgres'
import {
  digestOf,
  isSynced,
  KIOSK,
  type NodeDevice,
  openNodeDevice,
  TABLET,
  takeTicket,
  until,
} from '@/tests/support/node-device'
import { projectionDrift } from '@/tests/support/projection'
import { enrollNodeDevices, type SyncStack, startSyncStack } from '@/tests/support/sync-stack'

/** A Postgres of this file's own, since it is stopped and started. */
const dir = mkdtempSync(join(tmpdir(), 'guichet-outage-'))
const cluster = { dir, port: 25_432 }
let postgres: RunningDatabase
let database: Database
let server: SyncStack

beforeAll(async () => {
  postgres = await ensureEmbeddedDatabase(cluster)
  await migrate(postgres.url)
  database = createDatabase(postgres.url)
  await database.begin(seedDemonstration)
  await enrollNodeDevices(database)
  server = await startSyncStack(database)
})
afterAll(async () => {
  await server.close()
  await database.close()
  await postgres.stop()
  rmSync(dir, { recursive: true, force: true })
})

const rung = (device: NodeDevice) => device.link.status.get().rung

test('[SYNC-3] while Postgres is away the center goes on, every device says so, and all is stored when it is back', async () => {
  const kiosk = await openNodeDevice(server, KIOSK)
  const tablet = await openNodeDevice(server, TABLET)
  await takeTicket(kiosk)
  await until(kiosk, 'A101 acknowledged', () => isSynced(kiosk))

  await postgres.stop()
  await takeTicket(kiosk)
  await until(tablet, 'A102 on the tablet without Postgres', () => tablet.replica.queue.tickets.size === 2, 20_000)
  await until(tablet, 'the tablet says it', () => rung(tablet) === 'local')
  await until(kiosk, 'the kiosk says it', () => rung(kiosk) === 'local')
  await takeTicket(kiosk)
  await until(tablet, 'A103 at once: it waits for no database', () => tablet.replica.queue.tickets.size === 3)
  expect(kiosk.link.status.get().pendingCount).toBe(2)

  postgres = await ensureEmbeddedDatabase(cluster)
  await until(kiosk, 'all acknowledged', () => isSynced(kiosk), 20_000)
  expect(digestOf(kiosk.replica.queue)).toBe(digestOf(tablet.replica.queue))
  expect(await projectionDrift(database, kiosk.replica.queue)).toEqual([])
  kiosk.stop()
  tablet.stop()
})

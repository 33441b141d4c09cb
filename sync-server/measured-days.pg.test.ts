import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, expect, test } from 'vitest'
import { seedDemonstration } from '@/drizzle/seed'
import { CenterId } from '@/lib/domain/ids'
import { addDays, DAY_MS, serviceDayOf } from '@/lib/domain/service-day'
import { DAY, day } from '@/tests/support/day'
import { StoredDay } from '@/tests/support/stored-day'
import { openTestDatabase } from '@/tests/support/test-database'

const { url, database, drop } = await openTestDatabase()
afterAll(drop)

test('[CENTER-3] the sync server measures yesterday at its start', async () => {
  const center = CenterId.parse(await database.begin(seedDemonstration))
  const yesterday = addDays(serviceDayOf(Date.now(), 'Africa/Douala'), -1)
  const shiftMs = Date.parse(yesterday) - Date.parse(DAY)
  const events = day('opened A101 R101').events.map(event => ({
    ...event,
    h: [event.h[0] + shiftMs, event.h[1]] as const,
  }))
  expect(shiftMs % DAY_MS).toBe(0)
  await new StoredDay(database, { center, day: yesterday }).store(events)

  const environment = {
    ...process.env,
    DATABASE_URL: url,
    GUICHET_SECRET: 'mXq1Zp8vT4rYb7KcWd2LhNf6JgSu9EaP',
    PUBLIC_ORIGINS: 'https://guichet.example',
    SYNC_PORT: '0',
    LOG_LEVEL: 'silent',
  }
  const server = spawn(process.execPath, ['--import', 'tsx', 'sync-server/main.ts'], { env: environment })
  const ended = once(server, 'exit')
  try {
    const measured = async () =>
      await database.sql`select measured_days -> 0 ->> 'day' as day from centers where id = ${center}`
    await expect.poll(measured, { timeout: 30_000, interval: 100 }).toEqual([{ day: yesterday }])
  } finally {
    server.kill('SIGTERM')
  }
  expect(await ended).toEqual([0, null])
}, 60_000)

import { spawnSync } from 'node:child_process'
import { afterAll, expect, test } from 'vitest'
import { seedDemonstration } from '@/drizzle/seed'
import { CenterId } from '@/lib/domain/ids'
import { DAY, day } from '@/tests/support/day'
import { StoredDay } from '@/tests/support/stored-day'
import { openTestDatabase } from '@/tests/support/test-database'

const { url, database, drop } = await openTestDatabase()
afterAll(drop)
const center = CenterId.parse(await database.begin(seedDemonstration))

function projection(...words: string[]): { readonly status: number | null; readonly said: string } {
  const env = { ...process.env, DATABASE_URL: url }
  const { status, stdout, stderr } = spawnSync('npx', ['--no-install', 'tsx', 'scripts/projection.ts', ...words], {
    env,
  })
  return { status, said: `${stdout}${status === 2 ? stderr : ''}` }
}

test('[AUDIT-2] the command compares, names what differs, and puts it right', async () => {
  await new StoredDay(database, { center, day: DAY }).store(day('opened A101 A102').events)
  await database.sql`update queue_entries set status = 'completed' where ticket_number = 'A101'`
  const of = ['--center', 'YDE1', '--day', DAY]

  const found = projection('check', ...of)
  expect(found.said).toBe(
    `${center}/${DAY}:\n  A101.kiosk1 different: status is completed, by its events waiting\nProjection of 1 days: 1 tickets differ from their events\n`,
  )
  expect(found.status).toBe(1)
  expect(projection('rebuild', '--all')).toMatchObject({
    status: 0,
    said: expect.stringContaining('1 tickets replaced'),
  })
  expect(projection('check', ...of).status).toBe(0)
  expect(projection('check', '--center', 'YDE9', '--day', DAY)).toMatchObject({
    status: 2,
    said: expect.stringContaining('there is no center YDE9'),
  })
  expect(projection('mend', '--all').status).toBe(2)
})

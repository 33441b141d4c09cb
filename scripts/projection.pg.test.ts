import { spawnSync } from 'node:child_process'
import { afterAll, expect, test, vi } from 'vitest'
import { seedDemonstration } from '@/drizzle/seed'
import { CenterId } from '@/lib/domain/ids'
import { DAY, day } from '@/tests/support/day'
import { StoredDay } from '@/tests/support/stored-day'
import { openTestDatabase } from '@/tests/support/test-database'
import { perform } from './operator'
import { projectionCommand } from './projection-command'

const { url, database, drop } = await openTestDatabase()
afterAll(async () => {
  vi.unstubAllEnvs()
  await drop()
})
vi.stubEnv('DATABASE_URL', url)
const center = CenterId.parse(await database.begin(seedDemonstration))

async function projection(...words: string[]): Promise<{ readonly answer: number; readonly said: string }> {
  const said: string[] = []
  const speech = { say: (text: string) => said.push(text), complain: (text: string) => said.push(text) }
  return { answer: await perform(projectionCommand, words, speech), said: said.join('\n') }
}

test('[AUDIT-2] the command compares, names what differs, and puts it right', async () => {
  await new StoredDay(database, { center, day: DAY }).store(day('opened A101 A102').events)
  await database.sql`update queue_entries set status = 'completed' where ticket_number = 'A101'`
  const of = ['--center', 'YDE1', '--day', DAY]

  const found = await projection('check', ...of)
  expect(found.said).toBe(
    `${center}/${DAY}:\n  A101.kiosk1 different: status is completed, by its events waiting\nProjection of 1 days: 1 tickets differ from their events`,
  )
  expect(found.answer).toBe(1)
  expect(await projection('rebuild', '--all')).toMatchObject({
    answer: 0,
    said: expect.stringContaining('1 tickets replaced'),
  })
  expect((await projection('check', ...of)).answer).toBe(0)
  expect(await projection('check', '--center', 'YDE9', '--day', DAY)).toMatchObject({
    answer: 2,
    said: expect.stringContaining('there is no center YDE9'),
  })
  expect((await projection('mend', '--all')).answer).toBe(2)
})

test('[AUDIT-2] as a program it ends with what it found', () => {
  const program = ['--import', 'tsx', 'scripts/projection.ts', 'check', '--all']
  const { status, stdout } = spawnSync(process.execPath, program, { encoding: 'utf8' })
  expect({ status, stdout }).toEqual({
    status: 0,
    stdout: 'Projection of 1 days: 0 tickets differ from their events\n',
  })
})

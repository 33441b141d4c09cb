import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
import { seedDemonstration } from '@/drizzle/seed'
import { CenterId } from '@/lib/domain/ids'
import { serverSealKey } from '@/lib/server/server-seal'
import { DAY, day } from '@/tests/support/day'
import { sealedDay } from '@/tests/support/sealed-day'
import { keyOf } from '@/tests/support/signing'
import { StoredDay } from '@/tests/support/stored-day'
import { openTestDatabase } from '@/tests/support/test-database'
import { journalCommand } from './journal-command'
import { perform } from './operator'

const { url, database, drop } = await openTestDatabase()
const folder = mkdtempSync(join(tmpdir(), 'guichet-journal-'))
afterAll(async () => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true })
  await drop()
})
/** What the test devices' keys are made from; see `keyOf`. */
const SECRET = 'the key of test device server'
vi.stubEnv('DATABASE_URL', url)
vi.stubEnv('GUICHET_SECRET', SECRET)
const center = CenterId.parse(await database.begin(seedDemonstration))
for (const [id, surface] of [
  ['kiosk1', 'kiosk'],
  ['agent1', 'agent'],
] as const) {
  await database.sql`
    insert into devices (id, center_id, surface, label, public_key)
    values (${id}, ${center}, ${surface}, ${id}, ${JSON.stringify(keyOf(id).publicJwk)}::text::jsonb)`
}
await new StoredDay(database, { center, day: DAY }).store(
  sealedDay(center, day('opened 1( A101 A102 A103 1>A101 1+ 1.').events).events,
)

async function journal(...words: string[]): Promise<{ readonly answer: number; readonly said: string }> {
  const said: string[] = []
  const speech = { say: (text: string) => said.push(text), complain: (text: string) => said.push(text) }
  return { answer: await perform(journalCommand, words, speech), said: said.join('\n') }
}

test('[AUDIT-6] exported, and proven from the file with keys that were taken away before', async () => {
  expect(serverSealKey(SECRET).publicJwk).toEqual(keyOf('server').publicJwk)
  const of = ['--center', 'YDE1', '--day', DAY]
  const [file, keys] = [join(folder, 'day.jsonl'), join(folder, 'keys.json')]
  const intact = { answer: 0, said: 'Journal intact: 18 events, 3 devices, 5 seals' }

  expect(await journal('verify', ...of)).toEqual(intact)
  expect(await journal('keys', '--center', 'YDE1', '--out', keys)).toEqual({ answer: 0, said: '' })
  expect(await journal('export', ...of, '--out', file)).toEqual({ answer: 0, said: '' })
  expect(await journal('verify', '--file', file, '--keys', keys)).toEqual(intact)

  const text = readFileSync(file, 'utf8')
  writeFileSync(file, text.replace('"A102"', '"A109"'))
  const forged = await journal('verify', '--file', file)
  expect(forged.answer).toBe(1)
  expect(forged.said).toMatch(
    /^Journal broken in 1 places: .*\n {2}kiosk1: seal kiosk1\.1\.4 does not fit elements 0 to 2 /,
  )
})

test('[AUDIT-6] what cannot be done is said, and is no finding', async () => {
  expect(await journal('prove')).toMatchObject({ answer: 2, said: expect.stringContaining('export, keys or verify?') })
  expect(await journal('verify', '--file', 'package.json')).toMatchObject({
    answer: 2,
    said: expect.stringContaining('package.json is no export of a journal'),
  })
})

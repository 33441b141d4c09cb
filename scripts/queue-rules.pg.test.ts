import { spawnSync } from 'node:child_process'
import { afterAll, beforeEach, expect, test, vi } from 'vitest'
import { seedDemonstration } from '@/drizzle/seed'
import { CenterId } from '@/lib/domain/ids'
import { configOn } from '@/lib/domain/scheduling'
import { addDays, serviceDayOf } from '@/lib/domain/service-day'
import { readCatalogue, readCataloguePage } from '@/lib/server/catalogue'
import { openTestDatabase } from '@/tests/support/test-database'
import { perform } from './operator'
import { queueRulesCommand } from './queue-rules-command'

const { url, database, drop } = await openTestDatabase()
afterAll(async () => {
  vi.unstubAllEnvs()
  await drop()
})
vi.stubEnv('DATABASE_URL', url)
const center = CenterId.parse(await database.begin(seedDemonstration))
const TODAY = serviceDayOf(Date.now(), 'Africa/Douala')
const [TOMORROW, IN_A_WEEK] = [addDays(TODAY, 1), addDays(TODAY, 7)]

beforeEach(async () => {
  await database.sql`update centers set queue_rules = '[]'`
})

async function queueRules(words: string): Promise<{ readonly answer: number; readonly said: string }> {
  const said: string[] = []
  const speech = { say: (text: string) => said.push(text), complain: (text: string) => said.push(text) }
  return { answer: await perform(queueRulesCommand, words.split(' '), speech), said: said.join('\n') }
}

async function asPulled() {
  const { rows } = await readCataloguePage(database, center, 'centers', { since: 0, limit: 1 })
  return rows
}

test('[CENTER-1] versions count up, all are kept, and a device that pulls calls by the one of its day', async () => {
  const before = await database.begin(sql => readCatalogue(sql, center))
  const [{ head = 0 } = {}] = await database.sql<{ head: number }[]>`select catalogue_head as head from centers`

  expect(await queueRules('--center YDE1')).toEqual({
    answer: 0,
    said: `YDE1 on ${TODAY}:\nno rules: hybrid  balanced  (today)`,
  })
  await queueRules(`--center YDE1 --from ${IN_A_WEEK} --discipline strict_priority --preset balanced`)
  expect(await queueRules(`--center ${center} --from ${TOMORROW} --discipline hybrid --preset fair`)).toEqual({
    answer: 0,
    said: [
      `Version 2 holds from ${TOMORROW} on`,
      `YDE1 on ${TODAY}:`,
      'no rules: hybrid  balanced  (today)',
      `version 1  from ${IN_A_WEEK}  strict_priority  balanced`,
      `version 2  from ${TOMORROW}  hybrid  fair`,
    ].join('\n'),
  })

  const after = await database.begin(sql => readCatalogue(sql, center))
  const ruled = (day: typeof TODAY) => configOn(day, after)
  expect(ruled(TODAY)).toEqual(configOn(TODAY, before))
  expect(ruled(TOMORROW)).toMatchObject({ version: 2, discipline: 'hybrid' })
  expect(ruled(TOMORROW).classes[1]?.weight).toBe(2)
  expect(ruled(addDays(TODAY, 6)).version).toBe(2)
  expect(ruled(IN_A_WEEK)).toMatchObject({ version: 1, discipline: 'strict_priority' })
  expect(await asPulled()).toMatchObject([{ queueRules: after.center.queueRules, revision: head + 2 }])
})

test.each([
  ['--center YDE9', 2, 'there is no center YDE9'],
  [`--from ${TOMORROW} --discipline hybrid --preset fair`, 2, '--center is needed'],
  [`--center YDE1 --from ${TOMORROW} --discipline lottery --preset fair`, 2, 'there is no discipline lottery'],
  [`--center YDE1 --from ${TOMORROW} --discipline hybrid --preset kind`, 2, 'there is no preset kind'],
  ['--center YDE1 --from monday --discipline hybrid --preset fair', 2, '--from YYYY-MM-DD is needed'],
  ['--center YDE1 --discipline hybrid --preset fair', 2, '--from YYYY-MM-DD is needed'],
  [`--center YDE1 --from ${TODAY} --discipline hybrid --preset fair`, 1, `today is ${TODAY} there`],
  ['--center YDE1 --from 2020-01-01 --discipline hybrid --preset fair', 1, `today is ${TODAY} there`],
  ['--center YDE1 --from 2999-02-30 --discipline hybrid --preset fair', 1, 'the calendar has no such day'],
  ['now --center YDE1', 2, 'what is "now"?'],
])('[CENTER-1] "%s" changes nothing, answers %i and says why: %s', async (words, answer, why) => {
  const outcome = await queueRules(words)
  expect(outcome).toEqual({ answer, said: expect.stringContaining(why) })
  expect(await asPulled()).toMatchObject([{ queueRules: [] }])
})

test('[CENTER-1] no rules are made for a center where nobody can serve one of its services', async () => {
  const words = `--center YDE1 --from ${TOMORROW} --discipline fifo --preset throughput`
  const others = `update agents set specializations =
    array(select id from service_types where code not in ('COLLECTION', 'CORRECTION'))`
  await database.begin(sql => sql.unsafe(others))
  expect(await queueRules(words)).toEqual({
    answer: 1,
    said: 'Nothing was changed: nobody can serve COLLECTION; nobody can serve CORRECTION',
  })
  await database.sql`update service_types set is_active = false where code in ('COLLECTION', 'CORRECTION')`
  expect((await queueRules(words)).answer).toBe(0)
})

test('[CENTER-1] two supervisors at once make two versions', async () => {
  const words = `--center YDE1 --from ${TOMORROW} --discipline ratio --preset fair`
  await Promise.all([queueRules(words), queueRules(words)])
  expect(await asPulled()).toMatchObject([{ queueRules: [{ version: 1 }, { version: 2 }] }])
})

test('[CENTER-1] as a program it ends with what it found', () => {
  const program = ['--import', 'tsx', 'scripts/queue-rules.ts', '--center', 'YDE1']
  const { status, stdout } = spawnSync(process.execPath, program, { encoding: 'utf8' })
  expect({ status, stdout }).toEqual({
    status: 0,
    stdout: `YDE1 on ${TODAY}:\nno rules: hybrid  balanced  (today)\n`,
  })
})

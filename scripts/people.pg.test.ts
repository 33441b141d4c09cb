import { afterAll, beforeAll, expect, test } from 'vitest'
import { seedDemonstration } from '@/drizzle/seed'
import { EmployeeId } from '@/lib/domain/person'
import { deriveKeys } from '@/lib/server/keys'
import { becomeFirstAdministrator } from '@/lib/server/people/first-administrator'
import { createSignInLimits, signIn } from '@/lib/server/people/sign-in'
import { PASSWORD } from '@/tests/support/people'
import { openTestDatabase, type TestDatabase } from '@/tests/support/test-database'
import { firstAdminLines, runPeopleCommand } from './people'

const SECRET = 'mXq1Zp8vT4rYb7KcWd2LhNf6JgSu9EaP'
let db: TestDatabase
beforeAll(async () => {
  db = await openTestDatabase()
})
afterAll(() => db.drop())

const installation = () => ({ database: db.database, secret: SECRET, origin: 'https://guichet.example' })
const LINK = /https:\/\/guichet\.example\/admin\/first-admin#([A-Za-z0-9_-]{32})\s/

test('[PEOPLE-9] a start prints the link on a terminal alone; a log is told the command, which prints it', async () => {
  const logged = (await firstAdminLines(installation(), false)).join('\n')
  expect(logged).toContain('npm run people -- first-admin')
  expect(logged).not.toContain('#')
  expect((await firstAdminLines(installation(), true)).join('\n')).toMatch(LINK)
  expect(await runPeopleCommand(['first-admin'], installation())).toMatch(LINK)
})

test('[PEOPLE-9] the link that was printed last works; then there is no other', async () => {
  const [, token = ''] = LINK.exec(await runPeopleCommand(['first-admin'], installation())) ?? []
  const ports = { database: db.database, keys: deriveKeys(SECRET), now: Date.now() }
  const request = { token, employeeId: EmployeeId.parse('ADM-1'), password: PASSWORD }
  expect(await becomeFirstAdministrator(ports, request)).toMatchObject({ ok: true })

  await expect(runPeopleCommand(['first-admin'], installation())).rejects.toThrow('can sign in already')
  expect([await firstAdminLines(installation(), true), await firstAdminLines(installation(), false)]).toEqual([[], []])
})

test('[PEOPLE-14] at the terminal a person is given another password, or retired; an administrator too', async () => {
  const { sql } = db.database
  await db.database.begin(seedDemonstration)
  const ports = { database: db.database, keys: deriveKeys(SECRET), signInLimits: createSignInLimits(), now: Date.now() }
  const caller = { network: '41.202.1.1', browser: '' }
  const signInAs = async (employeeId: string, password: string) =>
    (await signIn(ports, { employeeId, password, caller, knownBrowser: null, former: null })).ok
  const run = (...words: string[]) => runPeopleCommand(words, installation())

  const [, first = ''] = /is ([A-Z0-9]{12}) until/.exec(await run('reset', 'ag-004')) ?? []
  expect(await signInAs('AG-004', first)).toBe(true)
  expect(await run('retire', 'AG-004')).toContain('AG-004 is retired')
  const { length: open } = await sql`
    select 1 from sessions s join users u on u.id = s.user_id where employee_id = 'AG-004' and revoked_at is null`
  expect([open, await signInAs('AG-004', first)]).toEqual([0, false])
  await expect(run('reset', 'AG-004')).rejects.toThrow('nothing was changed')
  await run('retire', 'AG-002')
  await run('retire', 'ADM-1')
  await expect(run('retire', 'AG-099')).rejects.toThrow('nobody on the staff')
  const told = await sql`select action, employee_id as who, subject_kind as kind from audit_entries order by id`
  const by = (action: string, kind: string) => ({ action, who: null, kind })
  expect(told).toEqual([
    ...[by('password.reset', 'staff'), by('staff.retired', 'staff'), by('staff.retired', 'staff')],
    by('administrator.retired', 'administrator'),
  ])
})

test.each([[[]], [['list']], [['first-admin', 'now']], [['retire']], [['reset', 'a b']], [['retire', 'AG-1', 'AG-2']]])(
  'called with %j it says how it is used',
  async words => {
    await expect(runPeopleCommand(words, installation())).rejects.toThrow('usage:')
  },
)

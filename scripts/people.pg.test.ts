import { afterAll, beforeAll, expect, test } from 'vitest'
import { EmployeeId } from '@/lib/domain/person'
import { deriveKeys } from '@/lib/server/keys'
import { becomeFirstAdministrator } from '@/lib/server/people/first-administrator'
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

test.each([[[]], [['list']], [['first-admin', 'now']]])('called with %j it says how it is used', async words => {
  await expect(runPeopleCommand(words, installation())).rejects.toThrow('usage:')
})

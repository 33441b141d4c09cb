import { pathToFileURL } from 'node:url'
import type { CenterId } from '@/lib/domain/ids'
import type { Role } from '@/lib/domain/permissions'
import { type EmployeeId, readEmployeeId, type UserId } from '@/lib/domain/person'
import { resetAdministratorPassword, setAdministratorActive } from '@/lib/server/console/administrators'
import { resetStaffPassword, retireStaff } from '@/lib/server/console/staff'
import { createDatabase, type Database } from '@/lib/server/database'
import { deriveKeys } from '@/lib/server/keys'
import { migrate } from '@/lib/server/migrate'
import { createFirstAdminToken, FIRST_ADMIN_LINK_MS } from '@/lib/server/people/first-administrator'
import { ensureDatabase } from './postgres'
import { findSecret } from './secret'

const USAGE = `usage:
  npm run people -- first-admin     a link for the first administrator, while there is none who can sign in
  npm run people -- retire AG-014   that person is out at once, and signs in no more
  npm run people -- reset AG-014    another password for that person, shown once, to be changed at first use`

/** What an operator can be told without a stack. */
class Mistake extends Error {}

type Installation = { readonly database: Database; readonly secret: string; readonly origin: string }

/** Runs one command. @returns what to print @throws Mistake */
export async function runPeopleCommand(words: readonly string[], installation: Installation): Promise<string> {
  const [command, typed, ...more] = words
  if (command === 'first-admin' && typed === undefined) return await newFirstAdminLink(installation)
  const known = typed === undefined ? null : readEmployeeId(typed)
  if (!known || more.length > 0 || (command !== 'retire' && command !== 'reset')) throw new Mistake(USAGE)
  const employee = await findEmployee(installation.database, known)
  return command === 'retire' ? await retire(installation, employee) : await reset(installation, employee)
}

async function newFirstAdminLink(installation: Installation): Promise<string> {
  const link = await firstAdminLink(installation)
  if (link === null) throw new Mistake('an administrator can sign in already: he makes all other accounts')
  return firstAdminText(link)
}

type Employee = { readonly employeeId: EmployeeId } & (
  | { readonly center: CenterId; readonly id: number }
  | { readonly administrator: UserId }
)

/** An account or, of who has none yet, a member of a center's staff. @throws Mistake */
async function findEmployee({ sql }: Database, employeeId: EmployeeId): Promise<Employee> {
  const [user] = await sql<{ user: UserId; role: Role; center: CenterId | null; agent: number | null }[]>`
    select id as user, role, center_id as center, agent_id as agent from users where employee_id = ${employeeId}`
  if (user?.role === 'admin') return { employeeId, administrator: user.user }
  if (user?.center && user.agent) return { employeeId, center: user.center, id: user.agent }
  const [agent, another] = await sql<{ id: number; center: CenterId }[]>`
    select id, center_id as center from agents where employee_id = ${employeeId}`
  if (user || !agent) throw new Mistake(`nobody on the staff of a center is ${employeeId}`)
  if (another) throw new Mistake(`${employeeId} is at several centers, and has no account: choose in the console`)
  return { employeeId, ...agent }
}

async function retire({ database }: Installation, employee: Employee): Promise<string> {
  const ports = { database, person: null, now: Date.now() }
  const retired =
    'administrator' in employee
      ? await setAdministratorActive(ports, employee.administrator, false)
      : await retireStaff(ports, employee)
  if (!retired.ok) throw new Mistake(`nothing was changed: ${retired.refusal.code}`)
  return `${employee.employeeId} is retired, and signed out everywhere`
}

async function reset({ database }: Installation, employee: Employee): Promise<string> {
  const ports = { database, person: null, now: Date.now() }
  const password =
    'administrator' in employee
      ? await resetAdministratorPassword(ports, employee.administrator)
      : await resetStaffPassword(ports, employee.center, employee.id)
  if (!password.ok) throw new Mistake(`nothing was changed: ${password.refusal.code}`)
  return `The password of ${employee.employeeId} is ${password.value} until the first sign-in, which changes it`
}

/**
 * What the start of a server says of its first administrator; nothing when there is one. A link is for the eyes in front
 * of a terminal: where the words go into a file or a log, only the command that shows it is named.
 */
export async function firstAdminLines(installation: Installation, isTerminal: boolean): Promise<string[]> {
  if (isTerminal) {
    const link = await firstAdminLink(installation)
    return link === null ? [] : [firstAdminText(link)]
  }
  const [row] = await installation.database.sql`
    select 1 from users where role = 'admin' and center_id is null and retired_at is null limit 1`
  return row ? [] : ['No administrator yet. On a terminal of this server: npm run people -- first-admin', '']
}

/** The token stands behind the `#`, which no browser sends to any server. */
async function firstAdminLink({ database, secret, origin }: Installation): Promise<string | null> {
  const token = await createFirstAdminToken({ database, keys: deriveKeys(secret), now: Date.now() })
  return token && `${origin}/admin/first-admin#${token}`
}

function firstAdminText(link: string): string {
  const hours = FIRST_ADMIN_LINK_MS / 3_600_000
  return [`The first administrator chooses his account here, once, within ${hours} hours:`, '', `  ${link}`, ''].join(
    '\n',
  )
}

/** Finds the installation as `npm start` does, and leaves its database as it found it: running, or not. */
async function command(words: readonly string[]): Promise<void> {
  const secret = findSecret()
  if (secret === null) throw new Mistake('no secret: set GUICHET_SECRET, or run `npm start` once')
  const running = await ensureDatabase()
  await migrate(running.url)
  const database = createDatabase(running.url, { applicationName: 'guichet-people', poolSize: 1 })
  const [origin = ''] = (process.env.PUBLIC_ORIGINS ?? `http://localhost:${process.env.PORT ?? 3000}`).split(',')
  try {
    console.log(await runPeopleCommand(words, { database, secret, origin: new URL(origin.trim()).origin }))
  } finally {
    await database.close()
    if (running.started) await running.stop()
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await command(process.argv.slice(2)).catch(fault => {
    console.error(fault instanceof Mistake ? fault.message : fault)
    process.exitCode = 1
  })
}

import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { CenterId } from '@/lib/domain/ids'
import { may, PERMISSIONS, type Permission, type Role } from '@/lib/domain/permissions'
import { ConsoleRoutes, type Cookie } from '@/tests/support/console'
import type { Method } from '@/tests/support/routes'

// Outside of Next the package only throws.
vi.mock('server-only', () => ({}))

/**
 * Every route of the app, every method, and whom it lets in:
 * - a permission, and where: `center` (the one in the path) or `all` (only people of all centers);
 * - `signed in`: everybody with a session, for what is his own;
 * - `page`: nobody is asked who he is, but only a page of ours may send it;
 * - `open`: nobody is asked who he is by a session. A device shows its token, a phone its link, and a person's cookie opens
 *   nothing more.
 * Behind the last two stands what a caller is told who brings nothing but a cookie.
 */
const TABLE = `
  GET    /api/auth/[...nextauth]                                 open not_found
  POST   /api/auth/[...nextauth]                                 page invalid_request
  POST   /api/auth/first-admin                                   page invalid_request
  POST   /api/auth/password                                      signed in
  DELETE /api/auth/sessions                                      signed in
  DELETE /api/auth/sessions/[session]                            signed in
  GET    /api/v1/admin/administrators                            full_access all
  POST   /api/v1/admin/administrators                            full_access all
  PATCH  /api/v1/admin/administrators/[user]                     full_access all
  POST   /api/v1/admin/administrators/[user]/password            full_access all
  GET    /api/v1/admin/centers                                   signed in
  POST   /api/v1/admin/centers                                   full_access all
  GET    /api/v1/admin/centers/[center]                          agent_management center
  PATCH  /api/v1/admin/centers/[center]                          full_access center
  POST   /api/v1/admin/centers/[center]/commands                 agent_management center
  GET    /api/v1/admin/centers/[center]/audit                    reports center
  GET    /api/v1/admin/centers/[center]/audit/conflicts          reports center
  GET    /api/v1/admin/centers/[center]/devices                  agent_management center
  PATCH  /api/v1/admin/centers/[center]/devices/[device]         agent_management center
  DELETE /api/v1/admin/centers/[center]/devices/[device]         agent_management center
  POST   /api/v1/admin/centers/[center]/devices/[device]/move    agent_management center
  POST   /api/v1/admin/centers/[center]/devices/codes            agent_management center
  POST   /api/v1/admin/centers/[center]/kiosk-pin                full_access center
  GET    /api/v1/admin/centers/[center]/messages                 agent_management center
  POST   /api/v1/admin/centers/[center]/messages                 agent_management center
  PATCH  /api/v1/admin/centers/[center]/messages/[id]            agent_management center
  GET    /api/v1/admin/centers/[center]/queue-rules              full_access center
  POST   /api/v1/admin/centers/[center]/queue-rules              full_access center
  GET    /api/v1/admin/centers/[center]/services                 full_access center
  POST   /api/v1/admin/centers/[center]/services                 full_access center
  PATCH  /api/v1/admin/centers/[center]/services/[id]            full_access center
  GET    /api/v1/admin/centers/[center]/staff                    agent_management center
  POST   /api/v1/admin/centers/[center]/staff                    agent_management center
  PATCH  /api/v1/admin/centers/[center]/staff/[id]               agent_management center
  POST   /api/v1/admin/centers/[center]/staff/[id]/password      agent_management center
  GET    /api/v1/admin/centers/[center]/stations                 full_access center
  POST   /api/v1/admin/centers/[center]/stations                 full_access center
  PATCH  /api/v1/admin/centers/[center]/stations/[id]            full_access center
  POST   /api/v1/admin/centers/[center]/sync-ticket              agent_management center
  GET    /api/v1/catalogue/[collection]                          open not_found
  POST   /api/v1/devices/enroll                                  open invalid_request
  POST   /api/v1/intake                                          open invalid_request
  POST   /api/v1/intake/check                                    open invalid_request
  GET    /api/v1/intake/ticket/[ticket]                          open invalid_request
  POST   /api/v1/staff/password                                  open token_invalid
  GET    /api/v1/staff/session                                   open token_invalid
  POST   /api/v1/staff/session                                   open token_invalid
  DELETE /api/v1/staff/session                                   open token_invalid
  POST   /api/v1/staff/sign-in                                   open token_invalid
  POST   /api/v1/sync/nonce                                      open invalid_request
  POST   /api/v1/sync/ticket                                     open invalid_request
  GET    /health/live                                            open ok
  GET    /health/ready                                           open ok
  GET    /manifests/[surface]                                    open ok
  GET    /t/[token]/events                                       open link_unknown
  POST   /t/[token]/give-up                                      open link_unknown
`

type Row = { readonly method: Method; readonly path: string; readonly gate: string; readonly detail: string }

const ROWS = TABLE.trim()
  .split('\n')
  .map((line): Row => {
    const [method = '', path = '', gate = '', detail = ''] = line.trim().split(/\s+/)
    // reason: a method that there is not is found by no route, which fails the comparison below
    return { method: method as Method, path, gate, detail }
  })

let routes: ConsoleRoutes
let people: readonly Person[]
beforeAll(async () => {
  routes = await ConsoleRoutes.open()
  people = await everybody()
})
afterAll(() => routes.close())

/** Everybody who may knock, by his role and whether he is of this center, of another or of all. */
const PEOPLE = [
  ['agent', 'here'],
  ['agent', 'elsewhere'],
  ['supervisor', 'here'],
  ['supervisor', 'elsewhere'],
  ['admin', 'here'],
  ['admin', 'elsewhere'],
  ['admin', 'all'],
] as const satisfies readonly (readonly [Role, 'here' | 'elsewhere' | 'all'])[]

type Person = { readonly who: string; readonly role: Role; readonly center: CenterId | null; readonly cookie: Cookie }

/** Each is a newcomer who is signed in. */
function everybody(): Promise<readonly Person[]> {
  return Promise.all(
    PEOPLE.map(async ([role, place]) => {
      const center = { here: routes.here, elsewhere: routes.elsewhere, all: null }[place]
      return { who: `${role} ${place}`, role, center, cookie: await routes.newcomer(role, center) }
    }),
  )
}

/** What the gate says of a request; what comes behind it is not its business. */
const AT_THE_GATE = new Set(['signed_out', 'not_allowed', 'foreign_origin', 'password_change_required'])

async function told({ method, path }: Row, as: Cookie, origin?: string): Promise<string> {
  const named = path.replace('[center]', String(routes.here)).replace(/\[[^\]]+\]/g, 'x')
  const body = method === 'GET' || method === 'DELETE' ? undefined : {}
  const { code } = await routes.ask(method, named, { as, body, ...(origin === undefined ? {} : { origin }) })
  return code.replace(/ .*/, '')
}

/** The same with what lies behind the gate left out. */
async function atGate(row: Row, as: Cookie, origin?: string): Promise<string> {
  const code = await told(row, as, origin)
  return AT_THE_GATE.has(code) ? code : 'let in'
}

function expected({ gate, detail }: Row, role: Role, center: CenterId | null): string {
  if (gate === 'signed') return 'let in'
  const permission = PERMISSIONS.find(known => known === gate) ?? expect.fail(`what is ${gate}?`)
  const where = { center: routes.here, all: null }[detail]
  return where !== undefined && may({ role, center }, permission satisfies Permission, where) ? 'let in' : 'not_allowed'
}

test('[PEOPLE-15] the table has every route and every method, and no other', () => {
  const there = routes.routes.flatMap(({ path, handlers }) => [...handlers.keys()].map(method => `${method} ${path}`))
  expect(ROWS.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(there.sort())
})

test.each(
  ROWS.filter(({ gate }) => gate !== 'open' && gate !== 'page').map(row => [row.method, row.path, row] as const),
)('[PEOPLE-15] %s %s lets in exactly who may, by the one table of permissions', async (method, _path, row) => {
  // Whom a route signs out is of no use to the next one.
  const asking = row.path === '/api/auth/sessions' ? await everybody() : people
  for (const { who, role, center, cookie } of asking) {
    const wanted = expected(row, role, center)
    // A page that is not ours first: what it sends changes nothing, and ends no session.
    const foreign = await atGate(row, cookie, 'https://evil.example')
    expect([who, foreign]).toEqual([who, method === 'GET' ? wanted : 'foreign_origin'])
    expect([who, await atGate(row, cookie)]).toEqual([who, wanted])
  }
  expect(await atGate(row, '')).toBe('signed_out')
  expect(await atGate(row, '__Host-guichet.session=x')).toBe('signed_out')
})

test.each(
  ROWS.filter(({ gate }) => gate === 'open' || gate === 'page').map(row => [row.method, row.path, row] as const),
)('[PEOPLE-15] %s %s tells somebody who is signed in the same as anybody', async (_method, _path, row) => {
  const admin = people.at(-1)?.cookie ?? expect.fail('nobody is there')
  expect([await told(row, ''), await told(row, admin)]).toEqual([row.detail, row.detail])
  const foreign = await told(row, admin, 'https://evil.example')
  expect(foreign).toBe(row.gate === 'page' ? 'foreign_origin' : row.detail)
})

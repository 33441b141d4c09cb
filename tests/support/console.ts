import { encode } from 'next-auth/jwt'
import { expect, vi } from 'vitest'
import { sessionSecret } from '@/app/api/auth/gate'
import { serverContext } from '@/app/api/context'
import type { CenterId } from '@/lib/domain/ids'
import type { Role } from '@/lib/domain/permissions'
import { signIn } from '@/lib/server/people/sign-in'
import { employ, PASSWORD, twoCenters } from './people'
import { type Method, type Route, routeOf, routesUnder } from './routes'
import { openTestDatabase, type TestDatabase } from './test-database'

export const ORIGIN = 'https://guichet.example'

/** A cookie of a session. */
export type Cookie = string

type Wish = { readonly as?: Cookie; readonly body?: unknown; readonly origin?: string | null }
type Answer = { readonly status: number; readonly code: string; readonly body: unknown; readonly headers: Headers }

/** The routes of an installation with two centers, asked as browsers ask them. The test has to mock `server-only`. */
export class ConsoleRoutes {
  #employees = 0

  private constructor(
    readonly db: TestDatabase,
    readonly routes: readonly Route[],
    readonly here: CenterId,
    readonly elsewhere: CenterId,
  ) {}

  static async open(): Promise<ConsoleRoutes> {
    const db = await openTestDatabase()
    vi.stubEnv('DATABASE_URL', db.url)
    vi.stubEnv('GUICHET_SECRET', 'mXq1Zp8vT4rYb7KcWd2LhNf6JgSu9EaP')
    vi.stubEnv('PUBLIC_ORIGINS', ORIGIN)
    const [here, elsewhere] = await twoCenters(db.database)
    return new ConsoleRoutes(db, await routesUnder('app'), here, elsewhere)
  }

  async close(): Promise<void> {
    serverContext().revocations.stop()
    await serverContext().database.close()
    vi.unstubAllEnvs()
    await this.db.drop()
  }

  /** Somebody new, signed in. @param center null for all centers */
  async newcomer(role: Role, center: CenterId | null): Promise<Cookie> {
    this.#employees += 1
    const employeeId = `${role.toUpperCase()}-${this.#employees}`
    await employ(this.db.database, employeeId, { role, center })
    return (await this.signIn(employeeId, PASSWORD)) ?? expect.fail(`${employeeId} cannot sign in`)
  }

  /** Null when the account is not let in. */
  async signIn(employeeId: string, password: string): Promise<Cookie | null> {
    const attempt = { employeeId, password, caller: { network: '41.202.1.1', browser: '' } }
    const outcome = await signIn(
      { ...serverContext(), now: Date.now() },
      { ...attempt, knownBrowser: null, former: null },
    )
    if (!outcome.ok) return null
    const token = { sub: outcome.value.session }
    return `__Host-guichet.session=${await encode({ token, secret: sessionSecret(serverContext()), maxAge: 60 })}`
  }

  async ask(method: Method, path: string, { as = '', body, origin = ORIGIN }: Wish = {}): Promise<Answer> {
    const { route, params } = routeOf(this.routes, path)
    const handler = route.handlers.get(method)
    if (!handler) throw new Error(`${path} does not know ${method}`)
    const headers = { cookie: as, 'x-forwarded-for': '41.202.1.1', ...(origin === null ? {} : { origin }) }
    const sent = body === undefined ? {} : { body: JSON.stringify(body) }
    const request = new Request(`${ORIGIN}${path}`, { method, headers, ...sent })
    const response = await handler(request, { params: Promise.resolve(params) })
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.includes('json')
    const answer: unknown = isJson ? JSON.parse(text) : null
    return { status: response.status, code: codeOf(answer), body: answer, headers: response.headers }
  }
}

/** `ok`, or the code of a problem with the field it names: `letter_taken letter`. */
function codeOf(answer: unknown): string {
  if (typeof answer !== 'object' || answer === null || !('status' in answer && 'code' in answer)) return 'ok'
  return [answer.code, 'field' in answer ? answer.field : ''].join(' ').trim()
}

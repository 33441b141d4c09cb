import type { NextRequest } from 'next/server'
import NextAuth from 'next-auth'
import { answering, problemResponse, refusalResponse } from '@/app/api/answer'
import { type ServerContext, serverContext } from '@/app/api/context'
import { clientNetworkOf } from '@/lib/server/client-address'
import { browserName } from '@/lib/server/people/browser-name'
import { readKnownBrowser } from '@/lib/server/people/known-browsers'
import { endSession, findSignedIn } from '@/lib/server/people/sessions'
import { signIn } from '@/lib/server/people/sign-in'
import { type AuthWork, authOptions } from '../auth-options'
import { cookieNames, cookieOf, knownBrowserCookie } from '../cookies'
import { isOurPage, sessionNamedBy } from '../gate'

type Context = { params: Promise<{ nextauth: string[] }> }

/** No form of ours is longer. */
const FORM_BYTES_MAX = 4_096

const NOTHING: AuthWork = { signIn: async () => null, signOut: async () => undefined }

/** The token that our forms send along. Of what Auth.js offers by GET, this alone is open. */
export async function GET(request: NextRequest, context: Context): Promise<Response> {
  const { nextauth } = await context.params
  if (nextauth.join('/') !== 'csrf') return problemResponse('not_found')
  return authenticate(request, context, serverContext(), NOTHING)
}

export async function POST(request: NextRequest, context: Context): Promise<Response> {
  const { nextauth } = await context.params
  const server = serverContext()
  if (!isOurPage(request, server)) return problemResponse('foreign_origin')
  const bytes = Number(request.headers.get('content-length') ?? Number.NaN)
  if (!(bytes <= FORM_BYTES_MAX)) return problemResponse('invalid_request')
  switch (nextauth.join('/')) {
    case 'callback/credentials':
      return answering(() => signInBy(request, context, server))
    case 'signout':
      return answering(() => signOutBy(request, context, server))
    default:
      return problemResponse('not_found')
  }
}

async function signInBy(request: NextRequest, context: Context, server: ServerContext): Promise<Response> {
  const names = cookieNames(server)
  const former = await sessionNamedBy(server, cookieOf(request, names.session))
  const trial = attempted((employeeId: string, password: string) =>
    signIn(
      { ...server, now: Date.now() },
      {
        employeeId,
        password,
        caller: {
          network: clientNetworkOf(request.headers),
          browser: browserName(request.headers.get('user-agent')),
        },
        knownBrowser: readKnownBrowser(cookieOf(request, names.knownBrowser)),
        former,
      },
    ),
  )
  const answer = await authenticate(request, context, server, {
    ...NOTHING,
    signIn: async (employeeId, password) => {
      const outcome = await trial.run(employeeId, password)
      return outcome?.ok ? { id: outcome.value.session } : null
    },
  })
  const outcome = trial.outcome()
  if (!outcome) return withCookiesOf(answer, problemResponse('form_expired'))
  if (!outcome.ok) return refusalResponse(outcome.refusal)
  answer.headers.append('set-cookie', knownBrowserCookie(server, outcome.value.knownBrowser))
  return withCookiesOf(answer, new Response(null, { status: 204 }))
}

/** The session ends in the database before the browser forgets it: a cookie that was copied is worth nothing then. */
async function signOutBy(request: NextRequest, context: Context, server: ServerContext): Promise<Response> {
  const session = await sessionNamedBy(server, cookieOf(request, cookieNames(server).session))
  const ports = { database: server.database, now: Date.now() }
  const trial = attempted(async () => {
    const person = session && (await findSignedIn(ports, session))
    if (person) await endSession(ports, person.user, person.session)
    return 'ended'
  })
  const answer = await authenticate(request, context, server, {
    ...NOTHING,
    signOut: async () => {
      await trial.run()
    },
  })
  // Who has no session, or none that we know, has nothing to end.
  if (session && !trial.outcome()) return withCookiesOf(answer, problemResponse('form_expired'))
  return withCookiesOf(answer, new Response(null, { status: 204 }))
}

/** Keeps what came of work that Auth.js runs for us, since it would turn a fault into an address to go to. */
function attempted<Given extends unknown[], Value>(work: (...given: Given) => Promise<Value>) {
  let outcome: Value | undefined
  let fault: unknown
  return {
    run: async (...given: Given): Promise<Value | undefined> => {
      try {
        outcome = await work(...given)
      } catch (thrown) {
        fault = thrown
      }
      return outcome
    },
    /** Undefined when the work was never run: the form was not ours. @throws what the work threw */
    outcome: (): Value | undefined => {
      if (fault !== undefined) throw fault
      return outcome
    },
  }
}

async function authenticate(
  request: NextRequest,
  context: Context,
  server: ServerContext,
  work: AuthWork,
): Promise<Response> {
  // Auth.js takes its own address from nowhere else, and would otherwise believe the Host header.
  process.env.NEXTAUTH_URL = server.environment.publicOrigins[0] ?? ''
  return await NextAuth(request, context, authOptions(server, work))
}

/** Auth.js answers with an address to go to; our forms are told what happened, and only its cookies are passed on. */
function withCookiesOf(answer: Response, ours: Response): Response {
  for (const cookie of answer.headers.getSetCookie()) ours.headers.append('set-cookie', cookie)
  return ours
}

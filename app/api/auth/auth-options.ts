import 'server-only'
import type { NextAuthOptions, User } from 'next-auth'
import CredentialsProvider from 'next-auth/providers/credentials'
import type { ServerContext } from '@/app/api/context'
import { SESSION_MS } from '@/lib/server/people/sessions'
import { cookieNames } from './cookies'
import { sessionSecret } from './gate'

/** What a request does when Auth.js has found that it was sent by our own form. */
export type AuthWork = {
  /** The session that begins, or null. */
  readonly signIn: (employeeId: string, password: string) => Promise<Pick<User, 'id'> | null>
  readonly signOut: () => Promise<void>
}

/**
 * Auth.js keeps the form token and the encrypted cookie; the cookie holds the id of a session and nothing else. Who that
 * is, and whether it still counts, is the database's to say.
 */
export function authOptions(context: ServerContext, work: AuthWork): NextAuthOptions {
  const names = cookieNames(context)
  const options = { httpOnly: true, sameSite: 'strict', path: '/', secure: names.isSecure } as const
  return {
    secret: sessionSecret(context),
    useSecureCookies: names.isSecure,
    session: { strategy: 'jwt', maxAge: SESSION_MS / 1000 },
    pages: { signIn: '/admin/sign-in', error: '/admin/sign-in' },
    providers: [
      CredentialsProvider({
        credentials: { employeeId: {}, password: {} },
        authorize: given => work.signIn(String(given?.employeeId ?? ''), String(given?.password ?? '')),
      }),
    ],
    callbacks: {
      jwt: ({ token }) => (token.sub ? { sub: token.sub } : {}),
      // Where a browser goes is decided by our own pages: nothing that was sent along leads anywhere.
      redirect: ({ baseUrl }) => `${baseUrl}/admin`,
    },
    events: { signOut: work.signOut },
    cookies: {
      sessionToken: { name: names.session, options },
      csrfToken: { name: names.csrf, options },
      callbackUrl: { name: names.callbackUrl, options },
    },
    // Its messages may hold what was typed. What went wrong is answered, and a fault is thrown on.
    logger: { error: () => undefined, warn: () => undefined, debug: () => undefined },
  }
}

import 'server-only'
import { createDatabase, type Database } from '@/lib/server/database'
import { KnownDevices } from '@/lib/server/devices'
import { readEnvironment, type ServerEnvironment } from '@/lib/server/environment'
import { type Idcam, openIdcam } from '@/lib/server/idcam/idcam'
import { deriveKeys, type Keys } from '@/lib/server/keys'
import { createSignInLimits, type SignInLimits } from '@/lib/server/people/sign-in'
import { IntakeKeys } from '@/lib/server/private/center-keys'
import { createRateLimits, type RateLimits } from '@/lib/server/rate-limits'
import { Revocations } from '@/lib/server/revocations'
import { NONCE_MS } from '@/lib/server/sync-ticket'
import { UsedNonces } from '@/lib/server/used-nonces'
import { openWebLog, type WebLog } from '@/lib/server/web-log'

/** What the routes of one process share: its database, its keys, its environment, and what it remembers. */
export type ServerContext = {
  readonly environment: ServerEnvironment
  readonly database: Database
  readonly devices: KnownDevices
  readonly keys: Keys
  readonly limits: RateLimits
  readonly signInLimits: SignInLimits
  readonly nonces: UsedNonces
  readonly revocations: Revocations
  readonly intakeKeys: IntakeKeys
  readonly idcam: Pick<Idcam, 'ask'>
  readonly log: WebLog
}

let shared: ServerContext | undefined

/**
 * Made at the first request, not at import: `next build` loads every route and has no database.
 * Next gives routes no place to be handed their parts, so this is the one module that keeps them.
 */
export function serverContext(): ServerContext {
  shared ??= createContext()
  return shared
}

function createContext(): ServerContext {
  const environment = readEnvironment()
  const keys = deriveKeys(environment.secret)
  const log = openWebLog(environment.logLevel)
  const database = createDatabase(environment.databaseUrl, { applicationName: 'guichet-web' })
  // The routes say by themselves that the database is away.
  const revocations = new Revocations({ database, onRevoked: () => undefined, onOutage: () => undefined })
  void revocations.start()
  return {
    environment,
    database,
    devices: new KnownDevices(database),
    keys,
    intakeKeys: new IntakeKeys(database, keys),
    idcam: openIdcam(environment.idcam, log),
    log,
    limits: createRateLimits(),
    signInLimits: createSignInLimits(),
    nonces: new UsedNonces(NONCE_MS),
    revocations,
  }
}

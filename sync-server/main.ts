import { randomInt } from 'node:crypto'
import pino from 'pino'
import { createDatabase } from '@/lib/server/database'
import { readEnvironment } from '@/lib/server/environment'
import { deriveKeys } from '@/lib/server/keys'
import { verifyToken } from '@/lib/server/sync-token'
import { createGateway } from './gateway'
import { postgresJournal } from './journal'
import { Rooms } from './rooms'
import { readRoster } from './roster'

const STOP_MS_MAX = 10_000
const CLIENT_ID_LIMIT = 2 ** 48 - 1
const BOOT_RANDOM_LIMIT = 256

const environment = readEnvironment()
const log = pino({ level: environment.logLevel, base: { program: 'sync-server' } })
const clock = { now: () => Date.now() }
const database = createDatabase(environment.databaseUrl, { applicationName: 'guichet-sync' })
const keys = deriveKeys(environment.secret)

const rooms = new Rooms({
  journal: postgresJournal(database),
  roster: ({ center }) => readRoster(database, center),
  session: {
    boot: clock.now() * BOOT_RANDOM_LIMIT + randomInt(BOOT_RANDOM_LIMIT),
    clientId: () => 1 + randomInt(CLIENT_ID_LIMIT),
    clock,
  },
  clock,
  log,
})
const server = createGateway({
  rooms,
  clock,
  log,
  allowedOrigins: environment.publicOrigins,
  verify: token => verifyToken(keys.token, token, clock.now()),
})

server.listen(environment.syncPort, () => log.info({ port: environment.syncPort }, 'sync server ready'))

/** Lets commits finish, tells everybody to come back, and leaves. */
async function stop(signal: string): Promise<void> {
  log.info({ signal }, 'stopping')
  setTimeout(() => process.exit(1), STOP_MS_MAX).unref()
  server.close()
  await rooms.close()
  await database.close()
  process.exit(0)
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    stop(signal).catch(fault => {
      log.error({ err: fault }, 'stop failed')
      process.exit(1)
    })
  })
}

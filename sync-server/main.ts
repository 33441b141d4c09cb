import pino from 'pino'
import type { CenterId } from '@/lib/domain/ids'
import { readCatalogue } from '@/lib/server/catalogue'
import { verifyInternal } from '@/lib/server/commands-token'
import { createDatabase } from '@/lib/server/database'
import { readEnvironment } from '@/lib/server/environment'
import { deriveKeys } from '@/lib/server/keys'
import { DayMeasurer } from '@/lib/server/measured-days'
import { Revocations } from '@/lib/server/revocations'
import { serverSealKey } from '@/lib/server/server-seal'
import { verifyToken } from '@/lib/server/sync-token'
import { CatalogueWatch } from './catalogue-watch'
import { CommandDesk } from './command-desk'
import { DayKeeper } from './day-keeper'
import { DeviceHealths } from './device-health'
import { createGateway } from './gateway'
import { createInternalServer } from './internal-server'
import { postgresJournal } from './postgres-journal'
import { Rooms } from './rooms'
import { readRoster } from './roster'
import { serverSession } from './server-session'
import { TicketTeller } from './ticket-teller'

const STOP_MS_MAX = 10_000

const environment = readEnvironment()
const log = pino({ level: environment.logLevel, base: { program: 'sync-server' } })
const clock = { now: () => Date.now() }
const database = createDatabase(environment.databaseUrl, { applicationName: 'guichet-sync' })
const keys = deriveKeys(environment.secret)
const sealKey = serverSealKey(environment.secret)
const measurer = new DayMeasurer({ database, clock, log })

const rooms = new Rooms({
  journal: postgresJournal(database),
  roster: key => {
    measurer.dayOpened(key)
    return readRoster(database, key.center)
  },
  session: serverSession(clock, sealKey),
  serverKey: sealKey.publicKey,
  clock,
  log,
  days: { opened: room => keeper.opened(room), cameLate: room => keeper.cameLate(room) },
})
const catalogue = (center: CenterId) => database.begin(sql => readCatalogue(sql, center))
const keeper = new DayKeeper({ database, rooms, catalogue, clock, log })
const desk = new CommandDesk({ rooms, catalogue, days: keeper, log })
const catalogueWatch = new CatalogueWatch({ database, rooms, log })
const revocations = new Revocations({
  database,
  onRevoked: device => {
    rooms.expel(device).catch(fault => log.error({ device, err: fault }, 'revoked device not expelled'))
  },
  onOutage: fault => {
    if (fault === null) log.info('revocations known again')
    else log.error({ err: fault }, 'revocations not known')
  },
})
const healths = new DeviceHealths({ database, clock, log })
const server = createGateway({
  rooms,
  revocations,
  healths,
  clock,
  log,
  allowedOrigins: environment.publicOrigins,
  verify: token => verifyToken(keys.token, token, clock.now()),
})

const internal = createInternalServer({
  desk,
  teller: new TicketTeller({ rooms, catalogue, clock }),
  log,
  verify: (token, body) => verifyInternal(keys.internal, token, body, clock.now()),
})

void revocations.start()
void catalogueWatch.start()
keeper.start()
void measurer.start()
internal.listen(environment.internalPort, environment.internalHost)
server.listen(environment.syncPort, () => log.info({ port: environment.syncPort }, 'sync server ready'))

/** Lets commits finish, tells everybody to come back, and leaves. */
async function stop(signal: string): Promise<void> {
  log.info({ signal }, 'stopping')
  setTimeout(() => process.exit(1), STOP_MS_MAX).unref()
  revocations.stop()
  catalogueWatch.stop()
  keeper.stop()
  internal.close()
  healths.stop()
  measurer.stop()
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

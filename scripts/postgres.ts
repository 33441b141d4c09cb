import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import postgres from 'postgres'
import { withLockFile } from './lock-file'
import { type Binaries, type BinaryChoice, findBinaries } from './postgres-binaries'
import {
  type Cluster,
  createCluster,
  majorOfData,
  openCluster,
  postmasterPid,
  startOrShare,
  stopCluster,
  urlOf,
} from './postgres-cluster'

export type EnsureOptions = {
  /** Where the cluster lives; it is made on first use. */
  readonly dir?: string
  /** First port to try. Below 32768: above it, an outgoing connection may hold any port for a moment. */
  readonly port?: number
  readonly database?: string
  /** Take the programs npm brought even where the system has its own. `GUICHET_EMBEDDED_PG=npm` does so for every caller. */
  readonly preferEmbedded?: boolean
}

export type RunningDatabase = {
  readonly url: string
  /** False when it ran already: another process shares it. */
  readonly started: boolean
  /** Undefined for a database that is not ours to run. */
  readonly postmasterPid: number | undefined
  /** Stops the server for all who share it. Does nothing to a database that is not ours. */
  stop(): Promise<void>
}

const PORT_FIRST = 15_432

/** The database of this installation: `DATABASE_URL` if that is set, else a cluster of our own, started if it does not run. */
export async function ensureDatabase(options: EnsureOptions = {}): Promise<RunningDatabase> {
  const url = process.env.DATABASE_URL
  if (url) return { url, started: false, postmasterPid: undefined, stop: async () => undefined }
  return await ensureEmbeddedDatabase(options)
}

/**
 * A Postgres cluster of our own, started if it does not run. It goes on when this process ends, and is shared by all that ask for the
 * same directory; six may ask at once.
 *
 * @throws when there are no programs to run it, or it does not come up in 15 s; the message ends with its log
 */
export async function ensureEmbeddedDatabase(options: EnsureOptions = {}): Promise<RunningDatabase> {
  const { dir = resolve('.data/postgres'), port = PORT_FIRST, database = 'guichet', preferEmbedded = false } = options
  const cluster = openCluster(dir)

  return await withLockFile(join(cluster.dir, 'start.lock'), async () => {
    const binaries = binariesFor(cluster, preferEmbedded)
    if (majorOfData(cluster) === undefined) await createCluster(cluster, binaries)
    const server = await startOrShare(cluster, binaries, port)
    await createDatabaseUnlessThere(urlOf(cluster, server.port, 'postgres'), database)
    return {
      url: urlOf(cluster, server.port, database),
      started: server.started,
      postmasterPid: postmasterPid(cluster),
      stop: () => stopCluster(cluster, binaries),
    }
  })
}

/** Stops the cluster in `dir`, if there is one and it runs. */
export async function stopEmbeddedDatabase(dir = resolve('.data/postgres')): Promise<void> {
  const cluster = openCluster(dir)
  if (majorOfData(cluster) !== undefined) await stopCluster(cluster, binariesFor(cluster, false))
}

function binariesFor(cluster: Cluster, preferEmbedded: boolean): Binaries {
  const forced = process.env.GUICHET_EMBEDDED_PG === 'npm'
  const source: BinaryChoice['source'] = forced ? 'npm' : preferEmbedded ? 'npm-first' : 'system-first'
  const { account } = cluster
  return findBinaries({ major: majorOfData(cluster), source, account, copyDir: join(cluster.dir, 'programs') })
}

async function createDatabaseUnlessThere(adminUrl: string, database: string): Promise<void> {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => undefined })
  try {
    const found = await sql`select 1 from pg_database where datname = ${database}`
    if (found.length === 0) await sql`create database ${sql(database)}`
  } finally {
    await sql.end({ timeout: 5 })
  }
}

/** `tsx scripts/postgres.ts start|stop [dir]` */
async function command([verb, dir]: readonly string[]): Promise<void> {
  if (verb === 'stop') return await stopEmbeddedDatabase(dir)
  if (verb !== 'start') throw new Error('usage: tsx scripts/postgres.ts start|stop [dir]')
  const { url, started } = await ensureDatabase(dir === undefined ? {} : { dir })
  console.log(`${started ? 'started' : 'running'}: ${url.replace(/:[^:@/]+@/, ':***@')}`)
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await command(process.argv.slice(2))

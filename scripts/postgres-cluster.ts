import { type StdioOptions, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import postgres from 'postgres'
import { type Account, accountFor, makeReachable, reachableDir } from './postgres-account'
import type { Binaries } from './postgres-binaries'

/** One cluster on this machine: its files, and who runs it with what. */
export type Cluster = {
  readonly dir: string
  readonly data: string
  readonly passwordFile: string
  readonly portFile: string
  readonly logFile: string
  readonly account: Account | undefined
}

const USER = 'guichet'
const PORTS_TRIED = 50
/** After a kill, old backends can hold the shared memory for a moment; later than this, something else is wrong. */
const START_MS_MAX = 15_000
const RETRY_MS = 250

/** Finds or makes the cluster's folder, closed to all but the user who runs it. */
export function openCluster(wantedDir: string): Cluster {
  const account = accountFor(resolve(wantedDir))
  const dir = reachableDir(wantedDir, account)
  makeReachable(dirname(dir))
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  give(dir, account)
  return {
    dir,
    account,
    data: join(dir, 'data'),
    passwordFile: join(dir, 'password'),
    portFile: join(dir, 'port'),
    logFile: join(dir, 'server.log'),
  }
}

function give(path: string, account: Account | undefined): void {
  if (account) chownSync(path, account.uid, account.gid)
}

/** The version that made the data; undefined when there is none yet. */
export function majorOfData({ data }: Cluster): number | undefined {
  const file = join(data, 'PG_VERSION')
  return existsSync(file) ? Number(readFileSync(file, 'utf8')) : undefined
}

/**
 * Makes the data directory, beside its place and then renamed: a power cut in the middle leaves no half cluster that looks like one.
 * The locale is C, so that the sort order does not depend on which system's libraries run it later.
 */
export async function createCluster(cluster: Cluster, binaries: Binaries): Promise<void> {
  const unfinished = join(cluster.dir, 'init.tmp')
  rmSync(unfinished, { recursive: true, force: true })
  writeFileSync(cluster.passwordFile, randomBytes(18).toString('base64url'), { mode: 0o600 })
  give(cluster.passwordFile, cluster.account)

  const options = ['-U', USER, '-E', 'UTF8', '--locale=C', '--auth=scram-sha-256', '--data-checksums']
  const initdb = [binaries.initdb, '-D', unfinished, `--pwfile=${cluster.passwordFile}`, ...options] as const
  const { code, output } = await run(cluster, initdb, ['ignore', 'pipe', 'pipe'])
  if (code !== 0) throw new Error(`initdb failed: ${output}`)
  renameSync(unfinished, cluster.data)
}

/** Believes an answer, not a pid file: a killed server leaves its file, and its pid may belong to somebody else by now. */
export async function startOrShare(
  cluster: Cluster,
  binaries: Binaries,
  firstPort: number,
): Promise<{ port: number; started: boolean }> {
  const deadline = Date.now() + START_MS_MAX
  for (;;) {
    const knownPort = rememberedPort(cluster)
    if (knownPort !== undefined && (await answers(urlOf(cluster, knownPort, 'postgres')))) {
      return { port: knownPort, started: false }
    }

    removeForeignPidFile(cluster)
    const port = await freePort(knownPort ?? firstPort, firstPort)
    if (await start(cluster, binaries, port)) return { port, started: true }

    if (Date.now() > deadline) throw new Error(`Postgres does not start: ${logTail(cluster)}`)
    await sleep(RETRY_MS)
  }
}

/** @returns false when it did not come up, for instance because an old one is still there */
async function start(cluster: Cluster, { pgCtl }: Binaries, port: number): Promise<boolean> {
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 120,
    shared_buffers: '64MB',
    max_wal_size: '256MB',
    timezone: 'UTC',
    log_min_messages: 'warning',
  }
  const serverOptions = Object.entries(settings)
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(' ')
  const command = [pgCtl, '-D', cluster.data, '-w', '-t', '60', '-l', cluster.logFile, '-o', serverOptions, 'start']
  // The server inherits what we give to pg_ctl; with a pipe we would wait for its end as long as the server runs.
  const { code } = await run(cluster, command, 'ignore')
  if (code !== 0) return false
  writeFileSync(cluster.portFile, String(port))
  give(cluster.portFile, cluster.account)
  return true
}

export async function stopCluster(cluster: Cluster, { pgCtl }: Binaries): Promise<void> {
  const { code, output } = await run(
    cluster,
    [pgCtl, '-D', cluster.data, '-m', 'fast', '-w', 'stop'],
    ['ignore', 'pipe', 'pipe'],
  )
  if (code !== 0 && existsSync(join(cluster.data, 'postmaster.pid')))
    throw new Error(`Postgres does not stop: ${output}`)
}

/** Runs a program of the cluster as its user, in its folder: the caller's folder may be closed to that user. */
function run(cluster: Cluster, [program = '', ...args]: readonly string[], stdio: StdioOptions) {
  return new Promise<{ code: number | null; output: string }>((settle, fail) => {
    const { NODE_ENV, PATH } = process.env
    const env = { NODE_ENV, PATH, LC_ALL: 'C', TZ: 'UTC', HOME: cluster.dir }
    const child = spawn(program, args, { ...cluster.account, cwd: cluster.dir, stdio, env })
    let output = ''
    child.stdout?.on('data', chunk => {
      output += chunk
    })
    child.stderr?.on('data', chunk => {
      output += chunk
    })
    child.once('error', fail)
    child.once('close', code => settle({ code, output }))
  })
}

export function urlOf(cluster: Cluster, port: number, database: string): string {
  return `postgres://${USER}:${readFileSync(cluster.passwordFile, 'utf8').trim()}@127.0.0.1:${port}/${database}`
}

function rememberedPort({ portFile }: Cluster): number | undefined {
  return existsSync(portFile) ? Number(readFileSync(portFile, 'utf8')) : undefined
}

/** Whether our server is there. Our password proves that it is ours: another program may have taken the port meanwhile. */
async function answers(url: string): Promise<boolean> {
  const sql = postgres(url, { max: 1, connect_timeout: 2, onnotice: () => undefined })
  try {
    await sql`select 1`
    return true
  } catch {
    return false // reason: whatever went wrong, it is not a server we can share
  } finally {
    await sql.end({ timeout: 1 })
  }
}

/** `/proc/<pid>/stat` reads `1234 (postgres) S 1 ...`. A zombie (Z) is dead, even where nobody buries it, as in many containers. */
const LIVING_POSTGRES = /^\d+ \(postgres\) [^ZX]/

/**
 * After a power cut the pid of the dead server may belong to another program of the same user, and Postgres would refuse to start for
 * ever. Only Linux says what a process is; elsewhere the file stays.
 */
function removeForeignPidFile(cluster: Cluster): void {
  const pid = postmasterPid(cluster)
  const statFile = `/proc/${pid}/stat`
  if (pid === undefined || !existsSync(statFile)) return
  if (!LIVING_POSTGRES.test(readFileSync(statFile, 'utf8')))
    rmSync(join(cluster.data, 'postmaster.pid'), { force: true })
}

export function postmasterPid({ data }: Cluster): number | undefined {
  const file = join(data, 'postmaster.pid')
  if (!existsSync(file)) return undefined
  return Number(readFileSync(file, 'utf8').split('\n')[0])
}

async function freePort(preferred: number, first: number): Promise<number> {
  for (const port of [preferred, ...Array.from({ length: PORTS_TRIED }, (_, offset) => first + offset)]) {
    if (await isFree(port)) return port
  }
  throw new Error(`no free port from ${first} to ${first + PORTS_TRIED - 1}`)
}

function isFree(port: number): Promise<boolean> {
  return new Promise(settle => {
    const probe = createServer().once('error', () => settle(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => settle(true)))
  })
}

function logTail({ logFile }: Cluster): string {
  return existsSync(logFile) ? readFileSync(logFile, 'utf8').slice(-800) : 'it wrote no log'
}

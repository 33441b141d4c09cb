import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { ensureDatabase, ensureEmbeddedDatabase, type RunningDatabase, stopEmbeddedDatabase } from './postgres'
import { canReach, reachableDir } from './postgres-account'

const dir = join(tmpdir(), `guichet-supervisor-test-${process.pid}`)
const PORT = 17_432

beforeAll(() => {
  vi.stubEnv('GUICHET_EMBEDDED_PG', 'npm')
})
afterAll(async () => {
  await stopEmbeddedDatabase(dir)
  rmSync(dir, { recursive: true, force: true })
  vi.unstubAllEnvs()
})

const ensure = () => ensureEmbeddedDatabase({ dir, port: PORT })

async function query<Row extends object>({ url }: RunningDatabase, statement: string): Promise<Row[]> {
  const sql = postgres(url, { max: 1 })
  try {
    return [...(await sql.unsafe<Row[]>(statement))]
  } finally {
    await sql.end({ timeout: 1 })
  }
}

/** Ends the server as a power cut would, and waits until it is gone: the next step is to meet a dead server, not a dying one. */
async function killHard({ postmasterPid: pid }: RunningDatabase): Promise<void> {
  if (pid === undefined) throw new Error('the server has no pid')
  process.kill(pid, 'SIGKILL')
  while (existsSync(`/proc/${pid}`) && !isZombie(pid)) await new Promise(resolve => setImmediate(resolve))
}

/** Killed, and not yet reaped by its parent. */
function isZombie(pid: number): boolean {
  return spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).stdout.startsWith('Z')
}

test('six callers at once on an empty folder: one makes and starts the cluster, all share it', async () => {
  const servers = await Promise.all(Array.from({ length: 6 }, ensure))
  expect(servers.filter(server => server.started)).toHaveLength(1)
  expect(new Set(servers.map(server => server.postmasterPid)).size).toBe(1)
  expect(new Set(servers.map(server => server.url)).size).toBe(1)
})

test('the cluster is the one npm brought, keeps its promises to disk, and wants a password', async () => {
  const server = await ensure()
  const [settings] = await query<object>(
    server,
    `select current_setting('fsync') as fsync, current_setting('data_checksums') as checksums, current_setting('TimeZone') as zone,
            current_setting('server_version') like '15.%' as fifteen, current_setting('listen_addresses') as listens`,
  )
  expect(settings).toEqual({ fsync: 'on', checksums: 'on', zone: 'UTC', fifteen: true, listens: '127.0.0.1' })

  const stranger = { ...server, url: server.url.replace(/:[^:@]+@/, ':password@') }
  await expect(query(stranger, 'select 1')).rejects.toMatchObject({ code: '28P01' })
})

test('after kill -9 of the server, the next start has what was committed', async () => {
  const server = await ensure()
  await query(server, 'create table kept (entry text)')
  await query(server, `insert into kept values ('ticket')`)
  await killHard(server)

  const again = await ensure()
  expect(again.started).toBe(true)
  expect(again.postmasterPid).not.toBe(server.postmasterPid)
  expect(await query(again, 'select entry from kept')).toEqual([{ entry: 'ticket' }])
})

test('after a stop, the next start takes the same port and the same data', async () => {
  const before = await ensure()
  await before.stop()
  await expect(query(before, 'select 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' })

  const after = await ensure()
  expect(after).toMatchObject({ started: true, url: before.url })
  expect(await query(after, 'select count(*)::integer as count from kept')).toEqual([{ count: 1 }])
})

test.each([
  ['a lock of a process that died', 'start.lock', '999999999 dead'],
  ['a half-made cluster', join('init.tmp', 'PG_VERSION'), '15'],
])('%s does not stop a start', async (_, file, content) => {
  const folder = `${dir}-left-${file.length}`
  mkdirSync(join(folder, file, '..'), { recursive: true })
  writeFileSync(join(folder, file), content)

  const server = await ensureEmbeddedDatabase({ dir: folder, port: PORT + 100 })
  expect(server.started).toBe(true)
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
})

test('a pid file that names another program does not stop a start', async () => {
  const server = await ensure()
  await server.stop()
  writeFileSync(join(dir, 'data', 'postmaster.pid'), `${process.pid}\n${join(dir, 'data')}\n`)
  expect((await ensure()).started).toBe(true)
})

test('DATABASE_URL wins, and its server is not ours to stop', async () => {
  vi.stubEnv('DATABASE_URL', 'postgres://someone@elsewhere/guichet')
  const server = await ensureDatabase({ dir: '/nonexistent/never-made' })
  await server.stop()
  expect(server).toMatchObject({ url: 'postgres://someone@elsewhere/guichet', started: false })
  expect(existsSync('/nonexistent')).toBe(false)
  vi.stubEnv('DATABASE_URL', undefined)
})

test('a folder that is closed to the database user is left for one under /var/lib', () => {
  const closed = mkdtempSync(join(tmpdir(), 'guichet-closed-')) // made for its owner alone
  const stranger = { uid: 54_321, gid: 54_321 }

  expect(canReach(stranger, tmpdir())).toBe(true)
  expect(canReach(stranger, join(closed, '.data'))).toBe(false)
  expect(reachableDir(join(tmpdir(), 'open', 'postgres'), stranger)).toBe(join(tmpdir(), 'open', 'postgres'))
  expect(reachableDir(join(closed, '.data/postgres'), stranger)).toMatch(/^\/var\/lib\/guichet\/[0-9a-f]{12}$/)
  expect(reachableDir(join(closed, '.data/postgres'), undefined)).toBe(join(closed, '.data/postgres'))
  rmSync(closed, { recursive: true })
})

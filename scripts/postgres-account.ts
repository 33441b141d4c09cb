import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

/** The system user that Postgres runs as. Undefined: as ourselves. */
export type Account = { readonly uid: number; readonly gid: number }

const OWN_USER = 'guichet-pg'
/** Where a cluster goes when its user could not reach it in the checkout. */
const SHARED_HOME = '/var/lib/guichet'

/**
 * Who runs the cluster in `dir`. Postgres refuses to run as root, so as root it is the owner of what is there already, else a system
 * user of our own, else one that most systems have.
 */
export function accountFor(dir: string): Account | undefined {
  if (process.getuid?.() !== 0) return undefined
  const account =
    ownerOf(dir) ?? findUser(OWN_USER) ?? createUser(OWN_USER) ?? findUser('postgres') ?? findUser('nobody')
  if (account) return account
  throw new Error(
    `Postgres does not run as root, and the system user ${OWN_USER} could not be made: run this as another user`,
  )
}

/**
 * The directory where the cluster really goes. A checkout under /root is closed to every other user; its cluster then lives under
 * /var/lib/guichet, in a folder named after a hash of the path that was asked for, so that two checkouts keep apart.
 */
export function reachableDir(dir: string, account: Account | undefined): string {
  const wanted = resolve(dir)
  if (!account || canReach(account, dirname(wanted))) return wanted
  return join(SHARED_HOME, createHash('sha256').update(wanted).digest('hex').slice(0, 12))
}

/** Whether `account` may pass through every existing folder from the root down to `path`. */
export function canReach(account: Account, path: string): boolean {
  const parent = dirname(path)
  if (parent !== path && !canReach(account, parent)) return false
  const stats = statSync(path, { throwIfNoEntry: false })
  if (!stats) return true // we are going to make it, open to all
  if (stats.uid === account.uid) return (stats.mode & 0o100) !== 0
  if (stats.gid === account.gid) return (stats.mode & 0o010) !== 0
  return (stats.mode & 0o001) !== 0
}

/** Makes `dir` and its parents. They are opened one by one, since the mode of a recursive call would close the parents too. */
export function makeReachable(dir: string): void {
  if (existsSync(dir)) return
  makeReachable(dirname(dir))
  mkdirSync(dir, { mode: 0o755, recursive: true })
}

/** The user who owns `dir`, unless that is root or there is no such directory. */
function ownerOf(dir: string): Account | undefined {
  const stats = statSync(dir, { throwIfNoEntry: false })
  return stats && stats.uid !== 0 ? { uid: stats.uid, gid: stats.gid } : undefined
}

function findUser(name: string): Account | undefined {
  const uid = idOf('-u', name)
  const gid = idOf('-g', name)
  return uid === undefined || gid === undefined ? undefined : { uid, gid }
}

function idOf(flag: '-u' | '-g', name: string): number | undefined {
  try {
    return Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }))
  } catch {
    return undefined // reason: `id` fails for a name that does not exist, and that is the answer
  }
}

function createUser(name: string): Account | undefined {
  const options = ['--system', '--no-create-home', '--shell', '/usr/sbin/nologin', '--user-group', name]
  try {
    execFileSync('useradd', options, { stdio: 'ignore' })
  } catch {
    // reason: some systems have no useradd, and another process may just have made the user; looking again tells
  }
  return findUser(name)
}

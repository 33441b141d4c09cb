import { randomUUID } from 'node:crypto'
import { linkSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

const POLL_MS = 50
/** Nobody works under a lock for longer than this; an older file was left behind, even if its pid now belongs to another process. */
const HELD_MS_MAX = 120_000

/**
 * Runs `work` while holding `path`, a file with the holder's pid. Waits for another holder; takes over from one that died.
 *
 * @throws what `work` throws; the file is removed in either case
 */
export async function withLockFile<T>(path: string, work: () => Promise<T>): Promise<T> {
  while (!tryCreate(path)) {
    if (!removeIfAbandoned(path)) await sleep(POLL_MS)
  }
  try {
    return await work()
  } finally {
    rmSync(path, { force: true })
  }
}

/** @returns false when somebody holds the file */
function tryCreate(path: string): boolean {
  try {
    // The identifier tells two locks of one process apart.
    writeFileSync(path, `${process.pid} ${randomUUID()}`, { flag: 'wx' })
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  }
}

/** @returns true when the file is gone, so that trying again at once makes sense */
function removeIfAbandoned(path: string): boolean {
  const holder = readIfThere(path)
  if (holder === undefined) return true
  if (!isAbandoned(path, holder)) return false

  // Two waiters may come here together. Renaming first and looking then makes sure that the slower one notices that what it took away
  // is the quicker one's new lock, and puts it back.
  const taken = `${path}.${randomUUID()}`
  try {
    renameSync(path, taken)
    if (readFileSync(taken, 'utf8') !== holder) linkSync(taken, path)
    rmSync(taken, { force: true })
  } catch (error) {
    if (codeOf(error) !== 'ENOENT' && codeOf(error) !== 'EEXIST') throw error
  }
  return true
}

function isAbandoned(path: string, holder: string): boolean {
  const pid = Number(holder.split(' ')[0])
  // An empty file was created just now and is about to be written, or its writer died between the two steps.
  const ageMs = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0)
  if (!Number.isInteger(pid) || pid <= 0) return ageMs > 1_000
  return ageMs > HELD_MS_MAX || !isAlive(pid)
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) === 'EPERM' // it lives, but belongs to somebody else
  }
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}

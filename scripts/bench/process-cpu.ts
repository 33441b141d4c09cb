import { readdirSync, readFileSync } from 'node:fs'

/** The unit of /proc/<pid>/stat on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100
/** Fields of that file behind the name in brackets, counted from 0. */
const PARENT = 1
const USER_TICKS = 11
const SYSTEM_TICKS = 12

/** User and system CPU of a process so far, in seconds; NaN where the system has no /proc. */
export function cpuSecondsOf(pid: number | undefined): number {
  const fields = statOf(pid)
  return fields ? (Number(fields[USER_TICKS]) + Number(fields[SYSTEM_TICKS])) / TICKS_PER_SECOND : Number.NaN
}

/** The same for the children of a process together: the backends of a Postgres, say. */
export function cpuSecondsOfChildren(parent: number | undefined): number {
  if (parent === undefined || !statOf(parent)) return Number.NaN
  const pids = readdirSync('/proc').filter(name => /^\d+$/.test(name))
  const children = pids.map(Number).filter(pid => Number(statOf(pid)?.[PARENT]) === parent)
  return children.map(cpuSecondsOf).reduce((sum, seconds) => sum + (Number.isNaN(seconds) ? 0 : seconds), 0)
}

function statOf(pid: number | undefined): string[] | null {
  if (pid === undefined) return null
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return text.slice(text.lastIndexOf(')') + 2).split(' ')
  } catch {
    // reason: the process has ended, or the system has no /proc; both are "not known"
    return null
  }
}

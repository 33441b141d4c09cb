import { readdirSync, readFileSync } from 'node:fs'

/** The unit of /proc/<pid>/stat on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100
/** Fields of that file behind the name in brackets, counted from 0. */
const PARENT = 1
const USER_TICKS = 11
const SYSTEM_TICKS = 12
const ENDED_CHILDREN_USER_TICKS = 13
const ENDED_CHILDREN_SYSTEM_TICKS = 14
const RESIDENT_PAGES = 21
const PAGE_BYTES = 4096

/** User and system CPU of a process so far, in seconds; NaN where the system has no /proc. */
export function cpuSecondsOf(pid: number | undefined): number {
  const fields = statOf(pid)
  return fields ? (Number(fields[USER_TICKS]) + Number(fields[SYSTEM_TICKS])) / TICKS_PER_SECOND : Number.NaN
}

/** The same for the children of a process together, those that have ended too: the backends of a Postgres, say. */
export function cpuSecondsOfChildren(parent: number | undefined): number {
  const fields = statOf(parent)
  if (!fields) return Number.NaN
  const endedTicks = Number(fields[ENDED_CHILDREN_USER_TICKS]) + Number(fields[ENDED_CHILDREN_SYSTEM_TICKS])
  const pids = readdirSync('/proc').filter(name => /^\d+$/.test(name))
  const children = pids.map(Number).filter(pid => Number(statOf(pid)?.[PARENT]) === parent)
  return children
    .map(cpuSecondsOf)
    .reduce((sum, seconds) => sum + (Number.isNaN(seconds) ? 0 : seconds), endedTicks / TICKS_PER_SECOND)
}

/** Memory of a process that is in use now, in KiB; NaN where the system has no /proc. */
export function residentKiBOf(pid: number | undefined): number {
  const pages = Number(statOf(pid)?.[RESIDENT_PAGES] ?? Number.NaN)
  return (pages * PAGE_BYTES) / 1024
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

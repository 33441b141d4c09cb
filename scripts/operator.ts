import { parseArgs } from 'node:util'
import { CenterId, ServiceDay } from '@/lib/domain/ids'
import { createDatabase, type Database } from '@/lib/server/database'
import { migrate } from '@/lib/server/migrate'
import type { DayOfCenter } from '@/lib/server/queue-rows'
import { ensureDatabase } from './postgres'

/** What the commands of operators and auditors have in common: options, a database, and how they end. */
export type Options = Readonly<Record<string, string | boolean | undefined>>

/** A whole day is read in one transaction. */
const WORK_MS_MAX = 120_000

const OPTIONS = {
  center: { type: 'string' },
  day: { type: 'string' },
  all: { type: 'boolean' },
  file: { type: 'string' },
  keys: { type: 'string' },
  out: { type: 'string' },
  from: { type: 'string' },
  discipline: { type: 'string' },
  preset: { type: 'string' },
} as const

/** The command was called wrongly, or asks for what is not there. */
export class WrongUse extends Error {
  override readonly name = 'WrongUse'
}

/** A command: what it does with its words and options, and what it answers: 0 when all is well, 1 when it found something. */
export type Command = {
  /** Shown when it was called wrongly. */
  readonly usage: string
  run(words: readonly string[], options: Options, say: (text: string) => void): Promise<0 | 1>
}

/** Where a command's words go: its answer, and what kept it from one. */
export type Speech = { readonly say: (text: string) => void; readonly complain: (text: string) => void }

/** @returns the exit code: what the command answers, or 2 when it was called wrongly */
export async function perform(
  command: Command,
  words: readonly string[],
  { say, complain }: Speech,
): Promise<0 | 1 | 2> {
  try {
    const { positionals, values } = parseArgs({ args: [...words], allowPositionals: true, options: OPTIONS })
    return await command.run(positionals, values, say)
  } catch (fault) {
    // Node answers an option that it does not know with a TypeError of its own.
    const isUse = fault instanceof WrongUse || (fault instanceof TypeError && 'code' in fault)
    if (!isUse) throw fault
    complain(`${fault.message}\n${command.usage}`)
    return 2
  }
}

/** Performs the command that this process was started for. */
export async function main(command: Command): Promise<void> {
  const say = (text: string) => process.stdout.write(`${text}\n`)
  process.exitCode = await perform(command, process.argv.slice(2), { say, complain: console.error })
}

export async function withDatabase<T>(work: (database: Database) => Promise<T>): Promise<T> {
  const running = await ensureDatabase()
  await migrate(running.url) // what was restored may be older than this program
  const database = createDatabase(running.url, {
    applicationName: 'guichet-operator',
    poolSize: 1,
    settleMsMax: WORK_MS_MAX,
  })
  try {
    return await work(database)
  } finally {
    await database.close()
    if (running.started) await running.stop()
  }
}

/** `--center`, an id or a code. */
export async function centerOf(database: Database, { center }: Options): Promise<CenterId> {
  if (typeof center !== 'string') throw new WrongUse('--center is needed')
  const [row] = await database.sql<{ id: number }[]>`
    select id from centers where id::text = ${center} or code = ${center}`
  if (!row) throw new WrongUse(`there is no center ${center}`)
  return CenterId.parse(row.id)
}

/** The day of `--center` and `--day`. */
export async function dayOf(database: Database, options: Options): Promise<DayOfCenter> {
  const day = ServiceDay.safeParse(options.day)
  if (!day.success) throw new WrongUse('--day YYYY-MM-DD is needed')
  return { center: await centerOf(database, options), day: day.data }
}

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

/** The command was called wrongly, or asks for what is not there. */
export class WrongUse extends Error {
  override readonly name = 'WrongUse'
}

/**
 * Runs one command and ends the process with what it answers: 0 when all is well, 1 when it found something, 2 when it was called
 * wrongly or could not do its work.
 *
 * @param usage shown when it was called wrongly
 */
export async function runCommand(
  usage: string,
  command: (words: string[], options: Options) => Promise<0 | 1>,
): Promise<void> {
  try {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      options: {
        center: { type: 'string' },
        day: { type: 'string' },
        all: { type: 'boolean' },
        file: { type: 'string' },
        keys: { type: 'string' },
        out: { type: 'string' },
      },
    })
    process.exitCode = await command(positionals, values)
  } catch (fault) {
    const isUse = fault instanceof WrongUse || (fault instanceof TypeError && 'code' in fault)
    console.error(isUse ? `${fault.message}\n${usage}` : fault)
    process.exitCode = 2
  }
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

/** `--center`, an id or a code, and `--day`. */
export async function dayOf(database: Database, { center, day }: Options): Promise<DayOfCenter> {
  const parsed = ServiceDay.safeParse(day)
  if (typeof center !== 'string' || !parsed.success) throw new WrongUse('--center and --day YYYY-MM-DD are needed')
  const [row] = await database.sql<
    { id: number }[]
  >`select id from centers where id::text = ${center} or code = ${center}`
  if (!row) throw new WrongUse(`there is no center ${center}`)
  return { center: CenterId.parse(row.id), day: parsed.data }
}

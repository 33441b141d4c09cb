import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { DeviceId } from '@/lib/domain/ids'
import { PublicKeyJwk } from '@/lib/protocol/rest'
import { auditDay, reportLines } from '@/lib/server/journal-audit'
import { journalLines, parseJournal, readJournal, readKeys } from '@/lib/server/journal-export'
import { type JournalReport, verifyJournal } from '@/lib/server/journal-verification'
import { serverSealKey } from '@/lib/server/server-seal'
import { type Command, centerOf, dayOf, type Options, WrongUse, withDatabase } from './operator'

const Keys = z.record(DeviceId, PublicKeyJwk)

export const journalCommand: Command = {
  usage: `npm run journal -- export --center C --day YYYY-MM-DD [--out FILE]
npm run journal -- keys --center C [--out FILE]
npm run journal:verify -- --center C --day YYYY-MM-DD [--keys FILE]
npm run journal:verify -- --file FILE [--keys FILE]

--keys: a JSON object of device ids and public keys (JWK). Without it the keys of the file, or of the database, are believed.`,
  run: async ([name], options, say) => {
    if (name === 'export') return write(await exportedDay(options), options, say)
    if (name === 'keys') return write(await exportedKeys(options), options, say)
    if (name !== 'verify') throw new WrongUse('export, keys or verify?')
    const report = await verified(options)
    say(reportLines(report).join('\n'))
    return report.findings.length > 0 ? 1 : 0
  },
}

function write(text: string, { out }: Options, say: (text: string) => void): 0 {
  if (typeof out === 'string') writeFileSync(out, `${text}\n`)
  else say(text)
  return 0
}

async function exportedDay(options: Options): Promise<string> {
  const lines = await withDatabase(async database => {
    const key = await dayOf(database, options)
    return await database.begin(async sql => {
      await sql`set transaction isolation level repeatable read, read only`
      return journalLines(await readJournal(sql, key, serverKey()))
    })
  })
  return lines.join('\n')
}

/** For an auditor to take away early: keys that whoever alters a journal later cannot alter with it. */
async function exportedKeys(options: Options): Promise<string> {
  const keys = await withDatabase(async database => {
    const center = await centerOf(database, options)
    return await database.begin(sql => readKeys(sql, center, serverKey()))
  })
  return JSON.stringify(Object.fromEntries(keys), null, 2)
}

async function verified(options: Options): Promise<JournalReport> {
  const keys = typeof options.keys === 'string' ? parseKeys(options.keys) : null
  if (typeof options.file !== 'string')
    return await withDatabase(
      async database => await auditDay(database, await dayOf(database, options), serverKey(), keys),
    )
  const journal = parseJournal(readFileSync(options.file, 'utf8'))
  if (!journal) throw new WrongUse(`${options.file} is no export of a journal`)
  return verifyJournal(journal, keys ?? journal.keys)
}

function parseKeys(file: string): Map<DeviceId, PublicKeyJwk> {
  const keys = Keys.safeParse(JSON.parse(readFileSync(file, 'utf8')))
  if (!keys.success) throw new WrongUse(`${file} holds no public keys`)
  // reason: Object.entries forgets that the keys of this record are device ids, as the schema has checked
  return new Map(Object.entries(keys.data) as [DeviceId, PublicKeyJwk][])
}

/** Public; made from the secret, which `npm start` keeps in a file unless it is told one. */
function serverKey(): PublicKeyJwk | null {
  const kept = existsSync('.data/secret') ? readFileSync('.data/secret', 'utf8').trim() : null
  const secret = process.env.GUICHET_SECRET ?? kept
  return secret ? serverSealKey(secret).publicJwk : null
}

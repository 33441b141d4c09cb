import type { DeviceId } from '@/lib/domain/ids'
import type { PublicKeyJwk } from '@/lib/protocol/rest'
import type { Database } from './database'
import { readJournal } from './journal-export'
import { type JournalReport, spanWords, type Unsealed, verifyJournal } from './journal-verification'
import type { DayOfCenter } from './queue-rows'
import { compareRecord } from './record-comparison'

/**
 * Checks a day in the database: every log by its seals, and the rows of `queue_event` against the logs. Changes nothing and holds
 * nobody up.
 *
 * @param serverKey of the server's own log; null when it is not known here
 * @param keys to check with; null for those that the database has, which whoever altered the journal could have altered too
 */
export function auditDay(
  database: Database,
  day: DayOfCenter,
  serverKey: PublicKeyJwk | null,
  keys: ReadonlyMap<DeviceId, PublicKeyJwk> | null = null,
): Promise<JournalReport> {
  return database.begin(async sql => {
    await sql`set transaction isolation level repeatable read, read only`
    const journal = await readJournal(sql, day, serverKey)
    const report = verifyJournal(journal, keys ?? journal.keys)
    const differences = await compareRecord(sql, day, report.events.values())
    return { ...report, findings: [...report.findings, ...differences] }
  })
}

/** What was found, for people: one line that sums it up, then one for each finding and each part that is not sealed. */
export function reportLines(report: JournalReport): string[] {
  const { findings, unsealed, deviceCount, sealCount } = report
  const counted = [...report.events.values()].filter(event => event.type !== 'log.sealed.v1').length
  const size = `${grouped(counted)} events, ${grouped(deviceCount)} devices, ${grouped(sealCount)} seals`
  const verdict = findings.length === 0 ? 'Journal intact' : `Journal broken in ${grouped(findings.length)} places`
  return [
    `${verdict}: ${size}`,
    ...findings.map(({ device, what }) => `  ${device ?? 'journal'}: ${what}`),
    ...unsealed.map(unsealedWords),
  ]
}

function unsealedWords({ device, client, from, to, first }: Unsealed): string {
  return `  ${device}: not sealed, so not proven: ${spanWords(from, to)} of client ${client}${first ? `, from ${first} on` : ''}`
}

function grouped(count: number): string {
  return count.toLocaleString('en-US')
}

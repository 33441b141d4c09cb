import { isTicketEvent } from '@/lib/domain/events'
import { QueueFold } from '@/lib/domain/fold'
import type { EventId, ServiceDay } from '@/lib/domain/ids'
import { ok, type Result, refuse } from '@/lib/domain/result'
import type { AuditConflict } from '@/lib/protocol/console-audit'
import type { Database } from '@/lib/server/database'
import { readEvents } from '@/lib/server/projection'
import { DamagedEvent } from '@/lib/server/queue-rows'
import { type AuditPlace, lineOfEvent } from './audit-lines'
import { lineWithWay } from './audit-ways'

/**
 * The moves of a day that were made apart, newest first: what the fold of its events says, as every device has it. Refused
 * when a row of the record is damaged: nothing is built on that.
 */
export async function conflictsOfDay(
  database: Pick<Database, 'sql'>,
  { center }: Pick<AuditPlace, 'center'>,
  day: ServiceDay,
): Promise<Result<AuditConflict[], { readonly code: 'refused' }>> {
  try {
    const events = await readEvents(database.sql, { center, day })
    const fold = new QueueFold()
    fold.add(events)
    const conflicts = fold.conflicts.map(({ ticket, winner, loser }) => {
      const history = events.filter(event => isTicketEvent(event)).filter(event => event.ticket === ticket)
      const lineOf = (id: EventId) => {
        const event = history.find(each => each.id === id)
        if (!event) throw new Error(`the fold names ${id}, which it was not given`)
        return lineWithWay(lineOfEvent(event, day), history)
      }
      return { ticket, winner: lineOf(winner), loser: lineOf(loser) }
    })
    return ok(conflicts.sort((a, b) => b.loser.at - a.loser.at))
  } catch (fault) {
    if (!(fault instanceof DamagedEvent)) throw fault
    return refuse({ code: 'refused' })
  }
}

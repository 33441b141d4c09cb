import type { Agent, Catalogue, QueueRules, Station } from '@/lib/domain/catalogue'
import { type ConfigRefusal, validateConfig } from '@/lib/domain/engine/validate-config'
import type { CenterId, InstantMs, ServiceDay, ServiceId } from '@/lib/domain/ids'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { configOn, servicesAt } from '@/lib/domain/scheduling'
import { isInCalendar, serviceDayOf } from '@/lib/domain/service-day'
import { type Author, writeAudit } from './audit'
import { readCatalogue } from './catalogue'
import type { Database } from './database'

export type QueueRulesRefusal =
  /** A device that is cut off over midnight must have them before. */
  | { readonly code: 'not_ahead'; readonly today: ServiceDay }
  | { readonly code: 'no_such_day' }
  | { readonly code: 'invalid_config'; readonly catalogue: Catalogue; readonly refusals: readonly ConfigRefusal[] }

/**
 * Makes a further version of a center's queue rules, valid from a coming day on. The versions before stay as they are:
 * each call of a ticket names the one it was made by.
 *
 * @param person null for an operator at the server's terminal
 */
export function addQueueRules(
  database: Database,
  id: CenterId,
  wanted: Omit<QueueRules, 'version'>,
  now: InstantMs,
  person: Author = null,
): Promise<Result<QueueRules, QueueRulesRefusal>> {
  return database.begin(async sql => {
    await sql`select 1 from centers where id = ${id} for update`
    const catalogue = await readCatalogue(sql, id)
    const made = nextRules(catalogue, wanted, now)
    if (!made.ok) return made
    await sql`
      update centers set queue_rules = queue_rules || ${JSON.stringify(made.value)}::text::jsonb where id = ${id}`
    const subject = { kind: 'center', id } as const
    await writeAudit(sql, { person, center: id, action: 'queue_rules.added', subject, before: null, after: made.value })
    return made
  })
}

function nextRules(
  catalogue: Catalogue,
  wanted: Omit<QueueRules, 'version'>,
  now: InstantMs,
): Result<QueueRules, QueueRulesRefusal> {
  const { center } = catalogue
  const earlier = center.queueRules ?? []
  const today = serviceDayOf(now, center.timeZone)
  if (!isInCalendar(wanted.from)) return refuse({ code: 'no_such_day' })
  if (wanted.from <= today) return refuse({ code: 'not_ahead', today })

  const rules = { version: 1 + Math.max(0, ...earlier.map(({ version }) => version)), ...wanted }
  const config = configOn(wanted.from, { ...catalogue, center: { ...center, queueRules: [...earlier, rules] } })
  const refusals = validateConfig(config, servableIn(catalogue))
  return refusals.length > 0 ? refuse({ code: 'invalid_config', catalogue, refusals }) : ok(rules)
}

/** What somebody of the center can serve somewhere in it. */
function servableIn({ stations, agents, services }: Catalogue): ReadonlySet<ServiceId> {
  const inUse = ({ active }: Station | Agent) => active
  const [usedStations, presentAgents] = [stations.filter(inUse), agents.filter(inUse)]
  return new Set(
    usedStations.flatMap(station => presentAgents.flatMap(agent => [...servicesAt(station, agent, services)])),
  )
}

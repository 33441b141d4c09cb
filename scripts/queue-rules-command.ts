import { type Catalogue, DisciplineName, PresetName, type QueueRules } from '@/lib/domain/catalogue'
import type { ConfigRefusal } from '@/lib/domain/engine/validate-config'
import { type CenterId, ServiceDay } from '@/lib/domain/ids'
import { unreachable } from '@/lib/domain/result'
import { rulesOn } from '@/lib/domain/scheduling'
import { serviceDayOf } from '@/lib/domain/service-day'
import { readCenter } from '@/lib/server/catalogue'
import type { Database } from '@/lib/server/database'
import { addQueueRules, type QueueRulesRefusal } from '@/lib/server/queue-rules'
import { type Command, centerOf, type Options, WrongUse, withDatabase } from './operator'

/** In what order a center calls: lists its rules, or makes new ones for a coming day. */
export const queueRulesCommand: Command = {
  usage: [
    'npm run queue-rules -- --center C',
    'npm run queue-rules -- --center C --from YYYY-MM-DD --discipline D --preset P',
    `  D: ${DisciplineName.options.join(', ')}`,
    `  P: ${PresetName.options.join(', ')}`,
  ].join('\n'),
  run: async (words, options, say) => {
    if (words.length > 0) throw new WrongUse(`what is "${words.join(' ')}"?`)
    const wanted = wantedRules(options)
    return await withDatabase(async database => {
      const center = await centerOf(database, options)
      if (wanted) {
        const added = await addQueueRules(database, center, wanted, Date.now())
        if (!added.ok) {
          say(`Nothing was changed: ${inWords(added.refusal)}`)
          return 1
        }
        say(`Version ${added.value.version} holds from ${added.value.from} on`)
      }
      say(await listed(database, center))
      return 0
    })
  },
}

/** Null when nothing new is asked for. */
function wantedRules({ from, discipline, preset }: Options): Omit<QueueRules, 'version'> | null {
  if (from === undefined && discipline === undefined && preset === undefined) return null
  const day = ServiceDay.safeParse(from)
  if (!day.success) throw new WrongUse('--from YYYY-MM-DD is needed')
  const known = DisciplineName.safeParse(discipline)
  if (!known.success) throw new WrongUse(`there is no discipline ${discipline ?? ''}: --discipline is needed`)
  const weights = PresetName.safeParse(preset)
  if (!weights.success) throw new WrongUse(`there is no preset ${preset ?? ''}: --preset is needed`)
  return { from: day.data, discipline: known.data, preset: weights.data }
}

function inWords(refusal: QueueRulesRefusal): string {
  switch (refusal.code) {
    case 'no_such_day':
      return 'the calendar has no such day'
    case 'not_ahead':
      return `today is ${refusal.today} there, and rules are made for a later day, so that every device has them by then`
    case 'invalid_config':
      return refusal.refusals.map(found => lineOf(found, refusal.catalogue)).join('; ')
    default:
      return unreachable(refusal)
  }
}

function lineOf(refusal: ConfigRefusal, { services }: Catalogue): string {
  if (!('service' in refusal)) return Object.values(refusal).join(' ')
  const name = services.find(({ id }) => id === refusal.service)?.code ?? refusal.service
  return refusal.code === 'nobody_can_serve' ? `nobody can serve ${name}` : `${refusal.code} ${name}`
}

/** Every version, and which one holds today. */
async function listed(database: Database, id: CenterId): Promise<string> {
  const center = await database.begin(sql => readCenter(sql, id))
  const all = center.queueRules ?? []
  const today = serviceDayOf(Date.now(), center.timeZone)
  const now = rulesOn(today, all)
  const lines = all.map(rules => {
    const { version, from, discipline, preset } = rules
    return `version ${version}  from ${from}  ${discipline}  ${preset}${rules === now ? '  (today)' : ''}`
  })
  return [`${center.code} on ${today}:`, ...(now ? [] : ['no rules: hybrid  balanced  (today)']), ...lines].join('\n')
}

import type { Database } from '@/lib/server/database'
import { checkProjection, daysOf, type ProjectionDifference, rebuildProjection } from '@/lib/server/projection'
import type { DayOfCenter } from '@/lib/server/queue-rows'
import { type Command, dayOf, type Options, WrongUse, withDatabase } from './operator'

const ACTIONS = {
  check: { run: checkProjection, found: 'differ from their events' },
  rebuild: { run: rebuildProjection, found: 'replaced' },
} as const

export const projectionCommand: Command = {
  usage: 'npm run projection -- check|rebuild (--center C --day YYYY-MM-DD | --all)',
  run: async ([name = ''], options, say) => {
    const action = name === 'check' || name === 'rebuild' ? ACTIONS[name] : null
    if (!action) throw new WrongUse('check or rebuild?')
    return await withDatabase(async database => {
      let differenceCount = 0
      const days = await daysAskedFor(database, options)
      for (const key of days) {
        const differences = await action.run(database, key)
        differenceCount += differences.length
        if (differences.length > 0) say(`${key.center}/${key.day}:\n${differences.map(lineOf).join('\n')}`)
      }
      say(`Projection of ${days.length} days: ${differenceCount} tickets ${action.found}`)
      return differenceCount > 0 && name === 'check' ? 1 : 0
    })
  },
}

async function daysAskedFor(database: Database, options: Options): Promise<readonly DayOfCenter[]> {
  return options.all ? await daysOf(database) : [await dayOf(database, options)]
}

function lineOf({ ticket, kind, columns }: ProjectionDifference): string {
  const changes = columns.map(({ name, stored, folded }) => `${name} is ${stored}, by its events ${folded}`)
  return `  ${ticket} ${kind}${changes.length > 0 ? `: ${changes.join('; ')}` : ''}`
}

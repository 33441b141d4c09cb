import { problemResponse } from '@/app/api/answer'
import { QueueRulesChoice } from '@/lib/protocol/console'
import { findCenter } from '@/lib/server/console/centers'
import { addQueueRules } from '@/lib/server/queue-rules'
import { type AtCenter, atCenter, told, withBody } from '../../../at-center'

/** Every version that was ever made, oldest first. */
export function GET(request: Request, context: AtCenter): Promise<Response> {
  return atCenter(request, context, 'full_access', async ({ database }, center) => {
    const row = await findCenter(database, center)
    return row ? told(row.queueRules) : problemResponse('not_found')
  })
}

export function POST(request: Request, context: AtCenter): Promise<Response> {
  return atCenter(request, context, 'full_access', ({ database, person, now }, center) =>
    withBody(request, QueueRulesChoice, async choice => {
      if (!(await findCenter(database, center))) return problemResponse('not_found')
      const added = await addQueueRules(database, center, choice, now, person)
      if (added.ok) return told(added.value, 201)
      return added.refusal.code === 'invalid_config'
        ? problemResponse('rules_invalid', 'discipline')
        : problemResponse('rules_not_ahead', 'from')
    }),
  )
}

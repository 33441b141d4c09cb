import { answering, problemResponse } from '@/app/api/answer'
import { serverContext } from '@/app/api/context'
import { giveUp } from '@/lib/server/phone/give-up'
import { linkedBy } from '../link'

/** Who holds the link gives up his ticket: it is called no more. */
export function POST(_: Request, context: { params: Promise<{ token: string }> }): Promise<Response> {
  return answering(async () => {
    const shared = serverContext()
    const linked = await linkedBy(shared, (await context.params).token)
    if (!linked.ok) return problemResponse(linked.refusal.code)
    const outcome = await giveUp({ ...shared, now: Date.now() }, linked.value)
    return outcome.ok ? new Response(null, { status: 204 }) : problemResponse(outcome.refusal.code)
  })
}

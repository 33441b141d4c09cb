import { problemResponse } from '@/app/api/answer'
import { serverContext } from '@/app/api/context'
import { linkedBy } from '../link'
import { phones } from '../phones'

export const dynamic = 'force-dynamic'

/** Proxies close a connection on which nothing comes for a minute. */
const BEAT_MS = 25_000

/** A ticket as it is, and each time that it changes, as server-sent events: `ticket`, `unknown`, `away`. */
export async function GET(request: Request, context: { params: Promise<{ token: string }> }): Promise<Response> {
  const linked = await linkedBy(serverContext(), (await context.params).token)
  if (!linked.ok) return problemResponse(linked.refusal.code)

  const text = new TextEncoder()
  let leave: (() => void) | null = null
  let beat: NodeJS.Timeout | undefined
  const end = () => {
    clearInterval(beat)
    leave?.()
  }
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      const close = () => {
        end()
        // The phone may have gone before.
        if (controller.desiredSize !== null) controller.close()
      }
      const send = (line: string) => controller.enqueue(text.encode(`${line}\n\n`))
      leave = phones().follow(linked.value, {
        tell: news =>
          send(typeof news === 'string' ? `event: ${news}\ndata:` : `event: ticket\ndata: ${JSON.stringify(news)}`),
        end: close,
      })
      if (!leave) return close()
      beat = setInterval(() => send(':'), BEAT_MS)
      request.signal.addEventListener('abort', close, { once: true })
    },
    cancel: end,
  })
  const headers = { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' }
  return new Response(stream, { headers })
}

import type { DurationMs } from '@/lib/domain/ids'
import type { LinkedTicket } from '@/lib/protocol/phone'
import type { Phones } from './phones'

/** Proxies close a connection on which nothing comes for a minute. */
const BEAT_MS: DurationMs = 25_000

/**
 * What the phones tell of a ticket, as server-sent events: `ticket`, `unknown`, `away`, and `end` where a phone is not to come
 * back by itself. It ends once, whoever is first: the phone that goes, the connection that breaks, or the phones, as when
 * newer ones follow the ticket or nothing more comes to it.
 */
export function ticketEvents(
  phones: Pick<Phones, 'follow'>,
  linked: LinkedTicket,
  gone: AbortSignal,
): ReadableStream<Uint8Array> {
  const text = new TextEncoder()
  let leave: (() => void) | null = null
  let beat: NodeJS.Timeout | undefined
  let hasEnded = false
  /** False when it had ended before. */
  const end = () => {
    const isFirst = !hasEnded
    hasEnded = true
    clearInterval(beat)
    leave?.()
    return isFirst
  }
  return new ReadableStream<Uint8Array>({
    start(controller) {
      const close = () => {
        if (end()) controller.close()
      }
      const send = (line: string) => controller.enqueue(text.encode(`${line}\n\n`))
      leave = phones.follow(linked, {
        tell: news =>
          send(typeof news === 'string' ? `event: ${news}\ndata:` : `event: ticket\ndata: ${JSON.stringify(news)}`),
        end: () => {
          if (!hasEnded) send('event: end\ndata:')
          close()
        },
      })
      if (!leave || gone.aborted) return close()
      beat = setInterval(() => send(':'), BEAT_MS)
      gone.addEventListener('abort', close, { once: true })
    },
    cancel: () => void end(),
  })
}

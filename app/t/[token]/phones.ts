import 'server-only'
import { serverContext } from '@/app/api/context'
import { askTickets } from '@/lib/server/phone/ask-tickets'
import { Phones } from '@/lib/server/phone/phones'

let shared: Phones | undefined

/** One for the process, like `serverContext`. */
export function phones(): Phones {
  shared ??= new Phones({ ask: (of, tickets) => askTickets(serverContext(), of, tickets, Date.now()) })
  return shared
}

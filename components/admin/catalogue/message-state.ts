import type { Message } from '@/lib/domain/catalogue'
import type { InstantMs } from '@/lib/domain/ids'

export type MessageState = 'running' | 'coming' | 'over'

export function stateOf({ active, startsAt, endsAt }: Message, now: InstantMs): MessageState {
  if (!active || (endsAt !== null && endsAt <= now)) return 'over'
  return startsAt !== null && startsAt > now ? 'coming' : 'running'
}

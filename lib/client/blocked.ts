import type { ServiceDay } from '@/lib/domain/ids'
import type { Replica } from '@/lib/replica/replica'

/** Why a surface may not write now. */
export type Blocked = 'none' | { readonly dayDoubt: ServiceDay }

export function blockedOf(replica: Replica): Blocked {
  return replica.doubtedDay === null ? 'none' : { dayDoubt: replica.doubtedDay }
}

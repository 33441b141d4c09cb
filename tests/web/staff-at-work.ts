import type { StaffDesk } from '@/lib/client/use-staff'
import type { AgentId, InstantMs } from '@/lib/domain/ids'
import { SHIFT_MS } from '@/lib/domain/person'
import { ok } from '@/lib/domain/result'

/** A tablet with somebody at it, whose coming and going is of no matter. */
export function staffAtWork(agent: AgentId, now: InstantMs): StaffDesk {
  const done = () => Promise.resolve(ok(undefined))
  return {
    state: { kind: 'open', agent, shift: { startedAt: now, endsAt: now + SHIFT_MS, isVerified: true } },
    known: [{ agent, opening: 'shift' }],
    isServerInReach: true,
    signIn: done,
    changePassword: done,
    choosePin: done,
    enterPin: done,
    chooseAnotherPin: () => undefined,
    unlock: done,
    lock: () => undefined,
    signOut: () => undefined,
  }
}

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
    abandon: () => undefined,
    lock: () => undefined,
    signOut: () => undefined,
  }
}

/** Who is not at work yet: what stands before the queue, by its name. */
export function staffAsAsked(
  asked: string | null,
  agent: AgentId,
  others: readonly AgentId[],
  now: InstantMs,
): StaffDesk {
  const desk = staffAtWork(agent, now)
  const known = [agent, ...others].map(each => ({ agent: each, opening: 'shift' as const }))
  switch (asked) {
    case 'first':
      return { ...desk, state: { kind: 'locked', reason: null }, known: [] }
    case 'locked':
      return { ...desk, state: { kind: 'locked', reason: null }, known }
    case 'password':
      return { ...desk, state: { kind: 'password_due', agent } }
    case 'pin':
      return { ...desk, state: { kind: 'pin_due', agent, isKnown: false } }
    default:
      return desk
  }
}

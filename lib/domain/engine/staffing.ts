import type { DurationMs } from '../ids'
import { exactExp } from './exact-math'

const AGENTS_MAX = 200
/** At most this share of citizens may wait longer than the target. */
const LATE_SHARE = 0.2

/**
 * The smallest number of agents with whom four citizens in five wait no longer than the target (Erlang C).
 *
 * @param load work that comes in, in agents: arrivals per time, times the mean service.
 * @returns null when no number up to 200 is enough.
 */
export function agentsNeeded(load: number, meanMs: DurationMs, targetMs: DurationMs): number | null {
  for (let agents = Math.max(1, Math.ceil(load)); agents <= AGENTS_MAX; agents++) {
    if (agents <= load) continue
    const lateShare = chanceToWait(load, agents) * exactExp(-((agents - load) * targetMs) / meanMs)
    if (lateShare <= LATE_SHARE) return agents
  }
  return null
}

/** Erlang C: the share of citizens who find no agent free, when more agents work than there is work. */
export function chanceToWait(load: number, agents: number): number {
  let blocked = 1
  for (let count = 1; count <= agents; count++) blocked = (load * blocked) / (count + load * blocked)
  return blocked / (1 - (load / agents) * (1 - blocked))
}

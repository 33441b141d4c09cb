import type { DurationMs, ServiceId } from '../ids'
import { isOnDuty } from './eligibility'
import { hash32, mix32 } from './hash'
import type { EngineAgent, EngineTicket } from './model'

/** An agent not heard for as long is out of reach. */
export const OUT_OF_REACH_AFTER_MS: DurationMs = 45_000
/** What was made so long after the last sign of life cannot have reached the other side. */
const HEARTBEAT_MS: DurationMs = 15_000

export function isPartitioned(roster: readonly EngineAgent[]): boolean {
  return roster.some(agent => isOnDuty(agent) && !agent.isReachable)
}

/**
 * Tells whether a ticket belongs to an agent out of reach. Both sides of a cut know the same tickets and the same
 * roster from before it; so, by rendezvous hashing (Thaler & Ravishankar 1998), each ticket has one home among those
 * who can serve it, and the sides share them out without a word. A ticket from after the cut is known to one side
 * alone, and is never foreign there.
 */
export function foreignTest(roster: readonly EngineAgent[]): (ticket: EngineTicket) => boolean {
  const capable = new Map<ServiceId, readonly Candidate[]>()
  return ticket => {
    let candidates = capable.get(ticket.service)
    if (!candidates) {
      candidates = candidatesFor(ticket.service, roster)
      capable.set(ticket.service, candidates)
    }
    const home = homeOf(ticket, candidates)
    if (!home || home.isReachable) return false
    return home.lastSeenAt === null || ticket.checkedInAt <= home.lastSeenAt + HEARTBEAT_MS
  }
}

type Candidate = { readonly agent: EngineAgent; readonly hash: number }

function candidatesFor(service: ServiceId, roster: readonly EngineAgent[]): Candidate[] {
  return roster
    .filter(agent => isOnDuty(agent) && agent.services.has(service))
    .map(agent => ({ agent, hash: hash32(String(agent.agent)) }))
}

/** The capable agent with the largest hash; the smaller id if two are equal. */
function homeOf(ticket: EngineTicket, candidates: readonly Candidate[]): EngineAgent | null {
  const ticketHash = hash32(ticket.id)
  let home: EngineAgent | null = null
  let largest = -1
  for (const { agent, hash } of candidates) {
    if (agent.agent === ticket.excludedAgent && candidates.length > 1) continue
    const score = mix32(ticketHash, hash)
    if (score < largest || (score === largest && home && agent.agent > home.agent)) continue
    home = agent
    largest = score
  }
  return home
}

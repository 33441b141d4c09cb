import type { AgentId, InstantMs } from '../ids'
import { hash32, mix32 } from './hash'
import type { EngineTicket } from './model'

const TWO_TO_32 = 4294967296

/**
 * A digest of what a decision was made of. Sums of hashes, so that the order of the tickets in memory plays no part
 * and nothing need be sorted.
 */
export function inputDigest(
  agent: AgentId,
  now: InstantMs,
  configVersion: number,
  ...parts: readonly (readonly EngineTicket[])[]
): string {
  let low = mix32(hash32(String(agent)), configVersion)
  let high = mixInstant(low, now)
  parts.forEach((tickets, part) => {
    for (const ticket of tickets) {
      const hash = mixInstant(mix32(hash32(ticket.id), part), ticket.creditStart)
      low = (low + hash) >>> 0
      high = (high + mix32(mix32(hash, ticket.service), ticket.priority)) >>> 0
    }
  })
  return hexadecimal(high) + hexadecimal(low)
}

function mixInstant(hash: number, at: InstantMs): number {
  return mix32(mix32(hash, at >>> 0), Math.floor(at / TWO_TO_32))
}

function hexadecimal(value: number): string {
  return value.toString(16).padStart(8, '0')
}

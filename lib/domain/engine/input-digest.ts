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
  let high = mix32(mix32(low, now >>> 0), Math.floor(now / TWO_TO_32))
  parts.forEach((tickets, part) => {
    for (const { id, creditStart, service, priority } of tickets) {
      // How old the credit is, instead of when it started, as a small whole number is mixed faster.
      const hash = mix32(hash32(id), (now - creditStart) | 0)
      low = (low + hash) | 0
      high = (high + mix32(hash, (service << 5) | (priority << 2) | part)) | 0
    }
  })
  return hexadecimal(high) + hexadecimal(low)
}

function hexadecimal(value: number): string {
  return (value >>> 0).toString(16).padStart(8, '0')
}

import * as z from 'zod/mini'
import { AgentId, StationId } from '@/lib/domain/ids'
import type { SignedOn } from './agent-desk'
import { type DeviceDatabase, readMeta, writeMeta } from './device-database'

/** What an agent's tablet remembers over a restart, beside the queue. */
export type AgentMemory = {
  readonly signedOn: SignedOn | null
  /** Keys of the lost moves that the agent has been told of. */
  readonly dismissed: readonly string[]
  /** Who ends a visit and calls the next in one tap. */
  readonly autoNext: readonly AgentId[]
}

export const NOTHING_REMEMBERED: AgentMemory = { signedOn: null, dismissed: [], autoNext: [] }

/** A day has a handful of conflicts; older ones are of closed days, which no queue shows again. */
const DISMISSED_MAX = 200
const MEMORY = 'agent'
const StoredMemory = z.object({
  signedOn: z.nullable(z.object({ agent: AgentId, station: StationId })),
  dismissed: z.array(z.string()),
  /** Missing in what an older program kept. */
  autoNext: z._default(z.array(AgentId), []),
})

/** As many people as work at a center. */
const AUTO_NEXT_MAX = 200

export function withAutoNext(memory: AgentMemory, agent: AgentId, isOn: boolean): AgentMemory {
  const others = memory.autoNext.filter(other => other !== agent)
  return { ...memory, autoNext: isOn ? [...others, agent].slice(-AUTO_NEXT_MAX) : others }
}

export async function readAgentMemory(database: DeviceDatabase): Promise<AgentMemory> {
  return (await readMeta(database, MEMORY, StoredMemory)) ?? NOTHING_REMEMBERED
}

export async function writeAgentMemory(database: DeviceDatabase, memory: AgentMemory): Promise<void> {
  await writeMeta(database, MEMORY, { ...memory, dismissed: memory.dismissed.slice(-DISMISSED_MAX) })
}

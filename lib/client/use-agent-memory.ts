import { useEffect, useState } from 'react'
import { type AgentMemory, NOTHING_REMEMBERED, readAgentMemory, writeAgentMemory } from './agent-memory'
import type { DeviceDatabase } from './device-database'
import { reportFault } from './fault-log'

export function useAgentMemory(database: DeviceDatabase): [AgentMemory, (memory: AgentMemory) => void] {
  const [memory, setMemory] = useState(NOTHING_REMEMBERED)
  useEffect(() => {
    let left = false
    readAgentMemory(database)
      .then(read => !left && setMemory(read))
      .catch(fault => reportFault('read the post', fault))
    return () => {
      left = true
    }
  }, [database])

  function remember(next: AgentMemory): void {
    setMemory(next)
    writeAgentMemory(database, next).catch(fault => reportFault('remember the post', fault))
  }
  return [memory, remember]
}

import { useRef, useState } from 'react'
import type { QueueEvent } from '@/lib/domain/events'
import type { Post, ServeRefusal } from '@/lib/domain/post'
import type { ReplicaRefusal } from '@/lib/replica/replica'
import { type DeskAction, decide } from './agent-desk'
import { MOVES_REMEMBERED } from './agent-undo'
import type { Estimates } from './estimates'
import { reportFault } from './fault-log'
import type { ReadyDevice } from './running-device'

export type AgentRefusal = ServeRefusal['code'] | 'not_durable'

/** One action at a time: what is pressed while one is being made durable was a second tap of the same finger. */
export function useDeskActions({ replica }: ReadyDevice, estimates: Estimates) {
  const [refusal, setRefusal] = useState<AgentRefusal | null>(null)
  const [done, setDone] = useState<readonly QueueEvent[]>([])
  const underWay = useRef(false)

  /** Never rejects. True when the action has become an event. @param isTold whether a refusal is shown: not of what nobody asked for. */
  async function perform(action: DeskAction, post: Post, isTold = true): Promise<boolean> {
    if (underWay.current) return false
    underWay.current = true
    try {
      const acted = await replica.act<ServeRefusal>(desk => decide(action, post, desk, () => estimates.schedulingNow()))
      if (acted.ok) setRefusal(null)
      else if (isTold) setRefusal(refusalCode(acted.refusal))
      if (acted.ok) setDone(before => [...before, acted.value].slice(-MOVES_REMEMBERED))
      return acted.ok
    } catch (fault) {
      reportFault(action.kind, fault)
      setRefusal('not_durable')
      return false
    } finally {
      underWay.current = false
    }
  }

  return { refusal, done, perform, forgetRefusal: () => setRefusal(null) }
}

/** A day in doubt blocks the whole surface and says so itself. */
function refusalCode({ code }: ServeRefusal | ReplicaRefusal): AgentRefusal | null {
  return code === 'day_in_doubt' ? null : code
}

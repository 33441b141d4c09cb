'use client'

import { useEffect, useEffectEvent } from 'react'
import type { AgentPost, AgentProps } from './agent-types'
import { actionOfKey } from './post-actions'

/** N, R, S, F and A, for a tablet with a keyboard. A key that is held down acts once. */
export function useActionKeys({ post, current, now, act }: AgentProps & { post: AgentPost }): void {
  const onKey = useEffectEvent(({ key, repeat, ctrlKey, metaKey, altKey }: KeyboardEvent) => {
    if (repeat || ctrlKey || metaKey || altKey) return
    const action = actionOfKey(key, post, current?.ticket ?? null, now)
    if (action) act({ kind: action })
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event)
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])
}

'use client'

import { useEffect, useEffectEvent } from 'react'
import type { AgentPost, AgentProps } from './agent-types'
import { actionOfKey } from './post-actions'
import type { StationSheetPart } from './station-sheet'

type ActionKeys = AgentProps & {
  post: AgentPost
  /** While somebody looks at a sheet, no key acts behind it. */
  isSheetOpen: boolean
  onChoose: (part: StationSheetPart) => void
}

/** N, R, S, F, A, P, T, and Z for what was just done, for a tablet with a keyboard. A key that is held down acts once. */
export function useActionKeys({ post, current, takeBack, now, act, isSheetOpen, onChoose }: ActionKeys): void {
  const onKey = useEffectEvent(({ key, repeat, ctrlKey, metaKey, altKey }: KeyboardEvent) => {
    if (isSheetOpen || repeat || ctrlKey || metaKey || altKey) return
    if (key.toLowerCase() === 'z' && takeBack) return act({ kind: 'undo', ticket: takeBack.ticket })
    const action = actionOfKey(key, post, current?.ticket ?? null, now)
    if (action === 'park' || action === 'transfer') onChoose(action)
    else if (action) act({ kind: action })
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event)
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])
}

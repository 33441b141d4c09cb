'use client'

import { useEffect, useEffectEvent } from 'react'
import type { AgentPost, AgentProps } from './agent-types'
import type { DeskSheetPart } from './desk-buttons'
import { actionOfKey, finishOf } from './post-actions'
import type { StationSheetPart } from './station-sheet'

type ActionKeys = AgentProps & {
  post: AgentPost
  /** While somebody looks at a sheet, no key acts behind it. */
  isSheetOpen: boolean
  onChoose: (part: StationSheetPart) => void
  onDesk: (part: DeskSheetPart) => void
}

const DESK_KEYS: ReadonlyMap<string, DeskSheetPart> = new Map([
  ['/', 'find'],
  ['?', 'help'],
])

/** N, R, S, F, A, P, T, Z for what was just done, / to find a number and ? for help, for a tablet with a keyboard. A key that is held down acts once. */
export function useActionKeys(keys: ActionKeys): void {
  const { post, current, takeBack, autoNext, now, act, isSheetOpen, onChoose, onDesk } = keys
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const { key, repeat, ctrlKey, metaKey, altKey } = event
    if (isSheetOpen || repeat || ctrlKey || metaKey || altKey) return
    const desk = DESK_KEYS.get(key)
    if (desk) {
      // Else the key is typed into the field that comes up.
      event.preventDefault()
      return onDesk(desk)
    }
    if (key.toLowerCase() === 'z' && takeBack) return act({ kind: 'undo', ticket: takeBack.ticket })
    const action = actionOfKey(key, post, current?.ticket ?? null, now)
    if (action === 'park' || action === 'transfer') onChoose(action)
    else if (action === 'break') onDesk(action)
    else if (action) act({ kind: action === 'complete' ? finishOf(autoNext, post) : action })
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event)
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])
}

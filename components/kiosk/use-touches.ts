'use client'

import { useEffect, useEffectEvent } from 'react'

/**
 * Every touch of the screen, and what a touch must not do: no long-press menu, and no focus left behind, since the
 * Enter that ends a scan would press the button touched last.
 */
export function useTouches(onTouch: () => void): void {
  const touched = useEffectEvent(onTouch)
  useEffect(() => {
    const onPointerDown = () => touched()
    const refuse = (event: Event) => event.preventDefault()
    window.addEventListener('pointerdown', onPointerDown)
    window.addEventListener('mousedown', refuse)
    window.addEventListener('contextmenu', refuse)
    return () => {
      window.removeEventListener('pointerdown', onPointerDown)
      window.removeEventListener('mousedown', refuse)
      window.removeEventListener('contextmenu', refuse)
    }
  }, [])
}

'use client'

import { useEffect, useEffectEvent } from 'react'
import type { InstantMs } from '@/lib/domain/ids'
import type { KioskMove } from './kiosk-flow'
import { characterOf, KEY_GAP_MS, LATE_ENTER_MS, readKeys, withKey } from './scanner-keys'

/**
 * A physical keyboard, or a scanner that types like one and ends with Enter, at any step: the flow knows what each is
 * good for. The Enter of a scan presses no button, and no key does so by being held.
 *
 * @param active false while nothing may be typed
 */
export function useTypedKeys(active: boolean, send: (move: KioskMove) => void): void {
  const sendNow = useEffectEvent(send)
  useEffect(() => {
    if (!active) return
    const reader = new KeyReader(move => sendNow(move))
    const onKeyDown = (event: KeyboardEvent) => reader.take(event)
    // Before any button, and whatever else listens, has seen it.
    window.addEventListener('keydown', onKeyDown, { capture: true })
    return () => {
      window.removeEventListener('keydown', onKeyDown, { capture: true })
      reader.stop()
    }
  }, [active])
}

/** Holds keys back for as long as it takes to know whether a scanner types them: too short to be seen. */
class KeyReader {
  #keys = ''
  #timer: number | undefined
  #scannedAt: InstantMs = Number.NEGATIVE_INFINITY

  constructor(private readonly send: (move: KioskMove) => void) {}

  take(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (event.repeat) return keepToItself(event)
    if (event.key === 'Enter') return this.#takeEnter(event)
    if (event.key === 'Backspace') {
      this.#end()
      return this.send({ type: 'corrected' })
    }
    const character = characterOf(event)
    // A space bar pressed by hand presses the button that has the focus.
    if (character === null || (character === ' ' && this.#keys === '')) return
    keepToItself(event)
    this.#keys = withKey(this.#keys, character)
    this.stop()
    this.#timer = window.setTimeout(() => this.#end(), KEY_GAP_MS)
  }

  stop(): void {
    window.clearTimeout(this.#timer)
  }

  #takeEnter(event: KeyboardEvent): void {
    if (this.#keys !== '') {
      keepToItself(event)
      if (this.#end() === 'digits') this.send({ type: 'code_entered' })
      return
    }
    if (event.timeStamp - this.#scannedAt < LATE_ENTER_MS) return keepToItself(event)
    if (!(event.target instanceof HTMLButtonElement)) this.send({ type: 'code_entered' })
  }

  #end(): ReturnType<typeof readKeys>['kind'] {
    this.stop()
    if (this.#keys === '') return 'nothing'
    const typed = readKeys(this.#keys)
    this.#keys = ''
    if (typed.kind === 'digits') for (const digit of typed.digits) this.send({ type: 'digit_typed', digit })
    else this.#scannedAt = performance.now()
    if (typed.kind === 'scan') this.send({ type: 'scanned', text: typed.text })
    return typed.kind
  }
}

function keepToItself(event: KeyboardEvent): void {
  event.preventDefault()
  event.stopImmediatePropagation()
}

'use client'

import { type RefObject, useEffect, useEffectEvent, useRef } from 'react'
import type { Sound } from '@/lib/domain/clips'
import { missingDigits } from '../code-entry'
import type { KioskMove } from '../kiosk-flow'
import { controlsIn, firstIn, isNamed, languageOf, neighbour } from './controls'
import { type Moment, nameSound, speechOn, withName } from './spoken'

/** Switches the accessibility mode at any step; what a tactile keypad sends for its help key is set there to this. */
export const ACCESS_KEY = 'F4'

const WAYS: Readonly<Record<string, 1 | -1>> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }

type AccessProps = {
  readonly screen: RefObject<HTMLElement | null>
  readonly moment: Moment
  /** False while staff are at the kiosk. */
  readonly isActive: boolean
  readonly send: (move: KioskMove) => void
  readonly onSay: (sound: Sound) => void
}

/** The accessibility mode: arrows go through the controls of a screen, Enter presses one, and the kiosk says what there is. */
export function useAccess(props: AccessProps): void {
  const isQuiet = useRef(false)
  useKeys(props)
  useNames(props, isQuiet)
  useSpeech(props, isQuiet)
}

function useKeys({ screen, moment, isActive, send }: AccessProps): void {
  const { isAccessible } = moment.state
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (!isActive || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === ACCESS_KEY) {
      keepToItself(event)
      if (!event.repeat) send({ type: 'access_switched' })
      return
    }
    if (!isAccessible) return
    send({ type: 'touched' })
    // In the warning every key only says that somebody is there.
    if (moment.isWarned) return keepToItself(event)
    const way = WAYS[event.key]
    if (way === undefined || !screen.current) return
    keepToItself(event)
    focus(neighbour<Element>(controlsIn(screen.current), focused(), way))
  })
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKeyDown(event)
    window.addEventListener('keydown', listener, { capture: true })
    return () => window.removeEventListener('keydown', listener, { capture: true })
  }, [])
}

/** The name of what has got the focus; of a key of the code only that something has. */
function useNames({ moment, onSay }: AccessProps, isQuiet: RefObject<boolean>): void {
  const { isAccessible } = moment.state
  const onFocus = useEffectEvent(({ target }: FocusEvent) => {
    if (isQuiet.current || !(target instanceof HTMLElement)) return
    onSay([nameOf(target) ?? 'accepted'])
  })
  useEffect(() => {
    if (!isAccessible) return
    const listener = (event: FocusEvent) => onFocus(event)
    document.addEventListener('focusin', listener)
    return () => document.removeEventListener('focusin', listener)
  }, [isAccessible])
}

function useSpeech({ screen, moment, isActive, onSay }: AccessProps, isQuiet: RefObject<boolean>): void {
  const before = useRef(moment)
  const follow = useEffectEvent(() => {
    const [was, is] = [before.current.state, moment.state]
    const speech = isActive ? speechOn(before.current, moment) : null
    before.current = moment
    const isTyped = missingDigits(is.entry) < missingDigits(was.entry)
    // The next Enter takes the code, and presses nothing that was chosen before.
    if (is.isAccessible && isTyped && isNamed(focused())) focused().blur()
    if (!speech) return
    const first = speech.isScreen && screen.current ? firstIn(screen.current, is.step) : null
    isQuiet.current = true
    if (speech.isScreen) focused().blur()
    focus(first)
    isQuiet.current = false
    onSay(withName(speech.sound, first && nameOf(first)))
  })
  useEffect(() => follow())
}

function nameOf(control: HTMLElement): ReturnType<typeof nameSound> {
  return nameSound(control.dataset.say, languageOf(control))
}

function focused(): HTMLElement {
  return document.activeElement instanceof HTMLElement ? document.activeElement : document.body
}

function focus(control: Element | null): void {
  if (control instanceof HTMLElement) control.focus()
}

function keepToItself(event: KeyboardEvent): void {
  event.preventDefault()
  event.stopImmediatePropagation()
}

import type { Language } from '@/lib/domain/ids'
import type { KioskState } from '../kiosk-flow'

/** Marks a control with what the accessibility mode says of it. */
export type Spoken = { readonly 'data-say': string; readonly 'data-say-in'?: Language }

/**
 * What the arrows reach, in their order: first what has a spoken name, then the keys of the code, which are shown and never
 * said. Whoever has only arrows types by them; whoever has digits does not pass them on his way.
 */
export function controlsIn(root: ParentNode): readonly HTMLButtonElement[] {
  const buttons = [...root.querySelectorAll<HTMLButtonElement>('button:enabled')]
  return [...buttons.filter(isNamed), ...buttons.filter(button => !isNamed(button))]
}

export function isNamed({ dataset }: HTMLElement): boolean {
  return dataset.say !== undefined
}

export function neighbour<Control>(controls: readonly Control[], from: Control, way: 1 | -1): Control | null {
  const at = controls.indexOf(from)
  if (at < 0) return (way === 1 ? controls[0] : controls.at(-1)) ?? null
  return controls[(at + way + controls.length) % controls.length] ?? null
}

/**
 * Where the choice begins on a screen. None while the code is typed, so that Enter takes it, and none while it is looked up; on
 * the confirmation the button that the prompt tells of.
 */
export function firstIn(root: ParentNode, step: KioskState['step']): HTMLButtonElement | null {
  if (step === 'code' || step === 'checking') return null
  const controls = controlsIn(root)
  const take = controls.find(({ dataset }) => dataset.say === 'choice_take_ticket')
  return take ?? controls[0] ?? null
}

/** In which language the name of a control is said: its own, or that of what it stands in. */
export function languageOf(control: HTMLElement): Language {
  const language = control.dataset.sayIn ?? control.closest<HTMLElement>('[lang]')?.lang
  return language === 'en' ? 'en' : 'fr'
}

import type { Page } from '@playwright/test'
import type { Language } from '@/lib/domain/ids'
import type { PhoneTicket } from '@/lib/protocol/phone'
import type { Shown } from './kiosk-steps-page'

/** A state of a surface, as pictures are taken of it. Nobody in them is a person. */

export type Size = readonly [width: number, height: number]

/** What is seen: a step of a kiosk, or what touches lead to from the view before. */
export type View = {
  readonly name: string
  readonly shown?: Omit<Shown, 'language'>
  readonly touches?: readonly RegExp[]
  /** What else leads there. */
  readonly prepare?: (page: Page) => Promise<void>
}

export type Scene = {
  readonly surface: 'kiosk' | 'display' | 'agent' | 'ticket' | 'phone' | 'console'
  /** On which sheet it stands, where that is not its surface's own. */
  readonly sheet?: string
  readonly language: Language
  readonly size: Size
  /** The fixture page that shows it, `tests/web/*-page.tsx`; a phone is told of its ticket instead. */
  readonly page: 'screens' | 'estimates' | 'kiosk-steps' | 'display' | 'phone' | 'console'
  readonly query?: string
  readonly ticket?: Partial<PhoneTicket>
  /** The center is out of reach of the phone's server. */
  readonly away?: true
  readonly views: readonly View[]
}

export const KIOSK: Size = [1080, 1920]
export const SMALL_KIOSK: Size = [1280, 800]
export const WIDE_KIOSK: Size = [1920, 1080]
export const TABLET: Size = [1280, 800]
export const PHONE: Size = [360, 640]
export const CONSOLE: Size = [1366, 768]
export const HALL: Size = [1920, 1080]
export const TALL_HALL: Size = [1080, 1920]
/** What an 80 mm printer prints on, of the page that `app/globals.css` asks for, in CSS pixels. */
export const PAPER: Size = [272, 430]

const LANGUAGES: readonly Language[] = ['fr', 'en']

export function inBoth(sceneIn: (language: Language) => readonly Scene[]): Scene[] {
  return LANGUAGES.flatMap(sceneIn)
}

export function steps(language: Language, size: Size, views: readonly View[]): Scene {
  return { surface: 'kiosk', language, size, page: 'kiosk-steps', views }
}

/** A check-in from the first touch to the ticket. */
export const VISIT: readonly View[] = [
  { name: 'welcome', shown: { step: 'welcome' } },
  { name: 'code', shown: { step: 'code_full' } },
  { name: 'service', shown: { step: 'service' } },
  { name: 'confirm', shown: { step: 'confirm' } },
  { name: 'ticket', shown: { step: 'ticket' } },
]

export function tablet(
  language: Language,
  name: string,
  query: string,
  size: Size = TABLET,
  touches: RegExp[] = [],
): Scene {
  const at = { surface: 'agent', language, size, page: 'screens' } as const
  return { ...at, query: `surface=agent&language=${language}&${query}`, views: [{ name, touches }] }
}

/** How a view is called where its picture lies. */
export function nameOf({ surface, language, size }: Scene, view: View): string {
  return `${surface} ${size.join('x')} ${view.name} ${language}`.replaceAll(' ', '-')
}

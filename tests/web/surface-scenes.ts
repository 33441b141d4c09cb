import type { Language } from '@/lib/domain/ids'
import type { PhoneTicket } from '@/lib/protocol/phone'
import type { Shown } from './kiosk-steps-page'

/** The main states of the surfaces, as pictures are taken of them. Nobody in them is a person. */

export type Size = readonly [width: number, height: number]

/** What is seen: a step of a kiosk, or what touches lead to from the view before. */
export type View = {
  readonly name: string
  readonly shown?: Omit<Shown, 'language'>
  readonly touches?: readonly RegExp[]
}

export type Scene = {
  readonly surface: 'kiosk' | 'display' | 'agent' | 'ticket' | 'phone'
  readonly language: Language
  readonly size: Size
  /** The fixture page that shows it, `tests/web/*-page.tsx`; a phone is told of its ticket instead. */
  readonly page: 'screens' | 'estimates' | 'kiosk-steps' | 'display' | 'phone'
  readonly query?: string
  readonly ticket?: Partial<PhoneTicket>
  /** The center is out of reach of the phone's server. */
  readonly away?: true
  readonly views: readonly View[]
}

export const KIOSK: Size = [1080, 1920]
export const SMALL_KIOSK: Size = [1280, 800]
export const TABLET: Size = [1280, 800]
export const PHONE: Size = [360, 640]
export const HALL: Size = [1920, 1080]
export const TALL_HALL: Size = [1080, 1920]
/** What an 80 mm printer prints on, of the page that `app/globals.css` asks for, in CSS pixels. */
export const PAPER: Size = [272, 430]

const LANGUAGES: readonly Language[] = ['fr', 'en']

function inBoth(sceneIn: (language: Language) => readonly Scene[]): Scene[] {
  return LANGUAGES.flatMap(sceneIn)
}

function steps(language: Language, size: Size, views: readonly View[]): Scene {
  return { surface: 'kiosk', language, size, page: 'kiosk-steps', views }
}

/** A check-in from the first touch to the ticket. */
const VISIT: readonly View[] = [
  { name: 'welcome', shown: { step: 'welcome' } },
  { name: 'code', shown: { step: 'code_full' } },
  { name: 'service', shown: { step: 'service' } },
  { name: 'confirm', shown: { step: 'confirm' } },
  { name: 'ticket', shown: { step: 'ticket' } },
]

const ANSWERS: readonly View[] = [
  { name: 'no paper', shown: { step: 'no_paper' } },
  { name: 'the same code again', shown: { step: 'ticket_again' } },
  { name: 'called already', shown: { step: 'ticket_called' } },
  { name: 'cut off', shown: { step: 'confirm', isOffline: true } },
  { name: 'nobody serves it', shown: { step: 'confirm_unserved' } },
  { name: 'no such code', shown: { step: 'code', refusal: 'invalid_code' } },
  { name: 'suspended', shown: { step: 'code', refusal: 'service_suspended' } },
  { name: 'too late', shown: { step: 'code', refusal: 'closing' } },
  { name: 'quota reached', shown: { step: 'code', refusal: 'quota_reached' } },
  { name: 'are you there', shown: { step: 'code_full', isWarned: true } },
]

const ACCESS = /^Mode accessible/
const DOOR = { fr: /^Français/, en: /^English/ } as const

function kiosk(language: Language): readonly Scene[] {
  const accessible = { name: 'accessible mode', touches: [ACCESS, DOOR[language]] }
  return [
    steps(language, KIOSK, [...VISIT, ...ANSWERS]),
    { surface: 'kiosk', language, size: KIOSK, page: 'estimates', query: 'hall=served', views: [accessible] },
  ]
}

/** Both languages stand on one screen. */
const KIOSK_DOORS: readonly Scene[] = [
  steps('fr', KIOSK, [
    { name: 'scanned', shown: { step: 'scanned' } },
    { name: 'not open yet', shown: { step: 'welcome', door: 'not_open_yet' } },
    { name: 'closed', shown: { step: 'welcome', door: 'center_closed' } },
    { name: 'paused', shown: { step: 'welcome', door: 'kiosk_paused' } },
  ]),
  ...[
    ['date in doubt', 'surface=kiosk&state=doubt&rung=offline'],
    ['in trouble, cut off', 'surface=kiosk&state=everything&rung=offline&pending=4'],
    ['revoked', 'retired=revoked&pending=3'],
  ].map(
    ([name = '', query = '']) =>
      ({ surface: 'kiosk', language: 'fr', size: KIOSK, page: 'screens', query, views: [{ name }] }) as const,
  ),
]

/** A hall reads both languages at once. */
export const DISPLAYS: readonly Scene[] = (
  [
    ['calls', HALL, 'calls'],
    ['nobody called yet', HALL, 'empty'],
    ['cut off', HALL, 'offline'],
    ['an alert', HALL, 'alert'],
    ['before opening', HALL, 'before'],
    ['closed', HALL, 'closed'],
    ['day is done', HALL, 'done'],
    ['something failed', HALL, 'failed'],
    ['portrait', TALL_HALL, 'calls'],
    ['portrait, closed', TALL_HALL, 'holiday'],
  ] as const
).map(([name, size, look]) => ({
  ...{ surface: 'display', language: 'fr', size, page: 'display', query: `look=${look}`, views: [{ name }] },
}))

function tablet(language: Language, name: string, query: string, size: Size = TABLET, touches: RegExp[] = []): Scene {
  const at = { surface: 'agent', language, size, page: 'screens' } as const
  return { ...at, query: `surface=agent&language=${language}&${query}`, views: [{ name, touches }] }
}

function agent(language: Language): readonly Scene[] {
  return [
    tablet(language, 'free', 'work=free'),
    tablet(language, 'called', 'work=called'),
    tablet(language, 'just called', 'work=just_called'),
    tablet(language, 'serving', 'work=serving'),
    tablet(language, 'absent', 'work=absent'),
    tablet(language, 'why this ticket', 'work=called', TABLET, [/^(Pourquoi ce ticket|Why this ticket)/]),
    tablet(language, 'a ticket', 'work=free', TABLET, [/^R112/]),
    tablet(language, 'cut off', 'work=serving&rung=offline&pending=7&state=aside'),
    tablet(language, 'on a phone', 'work=called', [360, 740]),
  ]
}

export function paper(language: Language, name: string, query: string): Scene {
  const at = { surface: 'ticket', language, size: PAPER, page: 'estimates' } as const
  return { ...at, query: `surface=paper&language=${language}&${query}`, views: [{ name }] }
}

function papers(language: Language): readonly Scene[] {
  return [
    paper(language, 'ticket', 'hall=served'),
    paper(language, 'station likely, priority', 'hall=station&priority=1'),
    paper(language, '58 mm', 'hall=served&width=58'),
    paper(language, 'duplicate, late, cut off', 'hall=late&priority=1&again=1&offline=1&number=A1104'),
  ]
}

export function phone(language: Language, name: string, ticket: Partial<PhoneTicket>): Scene {
  const at = { surface: 'phone', language, size: PHONE, page: 'phone' } as const
  return { ...at, ticket: { language, ...ticket }, views: [{ name }] }
}

function phones(language: Language): readonly Scene[] {
  return [
    phone(language, 'waits', {}),
    phone(language, 'called', { state: 'called', station: '3', calls: 1 }),
    phone(language, 'absent', { state: 'no_show' }),
    phone(language, 'over', { state: 'completed' }),
    { ...phone(language, 'center out of reach', {}), away: true },
  ]
}

export const SCENES: readonly Scene[] = [
  ...inBoth(kiosk),
  ...KIOSK_DOORS,
  ...DISPLAYS,
  ...inBoth(agent),
  ...inBoth(papers),
  ...inBoth(phones),
]

/** How a view is called where its picture lies. */
export function nameOf({ surface, language, size }: Scene, view: View): string {
  return `${surface} ${size.join('x')} ${view.name} ${language}`.replaceAll(' ', '-')
}

/** A few that are kept as small pictures and compared. */
export const COMPARED: readonly Scene[] = [
  steps('fr', KIOSK, VISIT),
  steps('en', SMALL_KIOSK, VISIT),
  ...DISPLAYS.filter(({ views }) => ['calls', 'portrait'].includes(views[0]?.name ?? '')),
  tablet('fr', 'called', 'work=called'),
  tablet('en', 'serving', 'work=serving'),
  paper('fr', 'ticket', 'hall=served'),
  phone('fr', 'waits', {}),
  phone('en', 'called', { state: 'called', station: '3', calls: 1 }),
]

import type { Language } from '@/lib/domain/ids'
import type { PhoneTicket } from '@/lib/protocol/phone'

/** The main states of the surfaces, as pictures are taken of them. Nobody in them is a person. */

export type Size = readonly [width: number, height: number]

/** What is seen, and what leads there from the view before; `until` a button is there, where something is waited for. */
export type View = {
  readonly name: string
  readonly touches?: readonly RegExp[]
  /** By a scanner, which ends with Enter. */
  readonly typed?: string
  readonly until?: RegExp
}

export type Scene = {
  readonly surface: 'kiosk' | 'display' | 'agent' | 'ticket' | 'phone'
  readonly language: Language
  readonly size: Size
  /** The fixture page that shows it; a phone is told of its ticket instead. */
  readonly page: 'screens' | 'estimates' | 'phone'
  readonly query?: string
  readonly ticket?: Partial<PhoneTicket>
  /** What the server of a phone says besides. */
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

/** What a visitor touches, in either language. */
const DOOR = { fr: /^Français/, en: /^English/ } as const
const NO_CODE = /pas de code|have no code/
const SERVICE = /Nouvelle demande|New application/
const TAKE = /Prendre mon ticket|Take my ticket/
const DONE = /Terminé|Done/

function inBoth(sceneIn: (language: Language) => readonly Scene[]): Scene[] {
  return LANGUAGES.flatMap(sceneIn)
}

/** A check-in from the first touch to the ticket. */
export function visit(language: Language, size: Size): Scene {
  const views = [
    { name: 'welcome' },
    { name: 'code', touches: [DOOR[language]] },
    { name: 'service', touches: [NO_CODE] },
    { name: 'confirm', touches: [SERVICE] },
    { name: 'ticket', touches: [TAKE], until: DONE },
  ]
  return { surface: 'kiosk', language, size, page: 'estimates', query: 'hall=served', views }
}

function kioskAnswer(language: Language, name: string, query: string): Scene {
  const touches = [DOOR[language], NO_CODE, SERVICE, TAKE]
  return { surface: 'kiosk', language, size: KIOSK, page: 'estimates', query, views: [{ name, touches, until: DONE }] }
}

function kiosk(language: Language): readonly Scene[] {
  const shown = { surface: 'kiosk', language, size: KIOSK, page: 'screens' } as const
  return [
    visit(language, KIOSK),
    kioskAnswer(language, 'no paper', 'hall=served&jammed=1'),
    kioskAnswer(language, 'the same again', 'hall=served&again=1'),
    {
      ...{ ...shown, page: 'estimates', query: 'hall=served' },
      views: [
        { name: 'no such code', touches: [DOOR[language]], typed: 'CNI2999001234', until: /Recommencer|Start over/ },
      ],
    },
    {
      ...{ ...shown, page: 'estimates', query: 'hall=closing' },
      views: [{ name: 'too late', touches: [DOOR[language], NO_CODE, SERVICE] }],
    },
  ]
}

/** Both languages stand on one screen. */
const KIOSK_DOORS: readonly Scene[] = [
  ['closed', 'surface=kiosk&closed=1'],
  ['paused', 'surface=kiosk&paused=1'],
  ['date in doubt', 'surface=kiosk&state=doubt&rung=offline'],
  ['in trouble, cut off', 'surface=kiosk&state=everything&rung=offline&pending=4'],
  ['revoked', 'retired=revoked&pending=3'],
].map(([name = '', query = '']) => ({
  ...{ surface: 'kiosk', language: 'fr', size: KIOSK, page: 'screens', query, views: [{ name }] },
}))

/** A hall reads both languages at once. */
export const DISPLAYS: readonly Scene[] = (
  [
    ['calls', HALL, 'estimates', 'surface=display&hall=served'],
    ['cut off', HALL, 'estimates', 'surface=display&hall=served&offline=1'],
    ['nobody called yet', HALL, 'estimates', 'surface=display&quiet=1'],
    ['an alert', HALL, 'screens', 'surface=display&message=alert'],
    ['portrait', TALL_HALL, 'estimates', 'surface=display&hall=served'],
  ] as const
).map(([name, size, page, query]) => ({ surface: 'display', language: 'fr', size, page, query, views: [{ name }] }))

function tablet(language: Language, name: string, query: string, size: Size = TABLET, touches: RegExp[] = []): Scene {
  const at = { surface: 'agent', language, size, page: 'screens' } as const
  return { ...at, query: `surface=agent&language=${language}&${query}`, views: [{ name, touches }] }
}

function agent(language: Language): readonly Scene[] {
  return [
    tablet(language, 'free', 'work=free'),
    tablet(language, 'called', 'work=called'),
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
  visit('fr', KIOSK),
  visit('en', SMALL_KIOSK),
  ...DISPLAYS.filter(({ views }) => ['calls', 'portrait'].includes(views[0]?.name ?? '')),
  tablet('fr', 'called', 'work=called'),
  tablet('en', 'serving', 'work=serving'),
  paper('fr', 'ticket', 'hall=served'),
  phone('fr', 'waits', {}),
  phone('en', 'called', { state: 'called', station: '3', calls: 1 }),
]

import type { Language } from '@/lib/domain/ids'
import { KIOSK_CODES } from './code-scenes'
import { ACCESSIBLE, CONSOLES, consolePage, PHONES, phone, SENT_ON, TABLET_DOORS, WIDE_KIOSKS } from './more-scenes'
import {
  HALL,
  inBoth,
  KIOSK,
  PAPER,
  PHONE,
  type Scene,
  SMALL_KIOSK,
  steps,
  TABLET,
  TALL_HALL,
  tablet,
  VISIT,
  type View,
  WIDE_KIOSK,
} from './scene'

/** The main states of the surfaces. */

const ANSWERS: readonly View[] = [
  { name: 'no paper', shown: { step: 'no_paper' } },
  { name: 'the same code again', shown: { step: 'ticket_again' } },
  { name: 'called already', shown: { step: 'ticket_called' } },
  { name: 'cut off', shown: { step: 'confirm_later', isOffline: true } },
  { name: 'nobody serves it', shown: { step: 'confirm_unserved' } },
  { name: 'no such code', shown: { step: 'code', refusal: 'invalid_code' } },
  { name: 'suspended', shown: { step: 'code', refusal: 'service_suspended' } },
  { name: 'too late', shown: { step: 'code', refusal: 'closing' } },
  { name: 'quota reached', shown: { step: 'code', refusal: 'quota_reached' } },
  { name: 'are you there', shown: { step: 'code_full', isWarned: true } },
]

function kiosk(language: Language): readonly Scene[] {
  return [steps(language, KIOSK, [...VISIT, ...ANSWERS])]
}

/** Both languages stand on one screen. */
const KIOSK_DOORS: readonly Scene[] = [
  steps('fr', KIOSK, [
    { name: 'scanned', shown: { step: 'scanned' } },
    { name: 'not open yet', shown: { step: 'welcome', door: 'not_open_yet' } },
    { name: 'closed', shown: { step: 'welcome', door: 'center_closed' } },
    { name: 'paused', shown: { step: 'welcome', door: 'kiosk_paused' } },
    { name: 'after a power cut', shown: { step: 'welcome', isCutOff: true } },
    { name: 'camera', shown: { step: 'code', hasCamera: true } },
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

function agent(language: Language): readonly Scene[] {
  return [
    tablet(language, 'free', 'work=free'),
    tablet(language, 'called', 'work=called'),
    tablet(language, 'just called', 'work=just_called'),
    tablet(language, 'serving', 'work=serving'),
    tablet(language, 'absent', 'work=absent'),
    tablet(language, 'on a break', 'work=break'),
    tablet(language, 'without a ticket', 'work=walk_in'),
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

export const SCENES: readonly Scene[] = [
  ...inBoth(kiosk),
  ...KIOSK_DOORS,
  ...DISPLAYS,
  ...inBoth(agent),
  ...inBoth(papers),
  ...PHONES,
  ...KIOSK_CODES,
  ...WIDE_KIOSKS,
  ...ACCESSIBLE,
  ...TABLET_DOORS,
  ...CONSOLES,
]

/** A few that are kept as small pictures and compared. */
export const COMPARED: readonly Scene[] = [
  steps('fr', KIOSK, [...VISIT, { name: 'cut off', shown: { step: 'confirm', isOffline: true } }]),
  steps('en', SMALL_KIOSK, VISIT),
  ...DISPLAYS.filter(({ views }) => ['calls', 'portrait'].includes(views[0]?.name ?? '')),
  tablet('fr', 'called', 'work=called'),
  tablet('en', 'serving', 'work=serving'),
  paper('fr', 'ticket', 'hall=served'),
  phone('fr', 'waits', {}),
  phone('en', 'called', { state: 'called', station: '3', calls: 1 }),
  phone('fr', 'sent on by name', SENT_ON),
  steps('fr', WIDE_KIOSK, [{ name: 'confirm', shown: { step: 'confirm' } }]),
  tablet('fr', 'locked', 'staff=locked&work=free'),
  tablet('en', 'first sign-in', 'staff=first'),
  tablet('fr', 'called', 'work=called', PHONE),
  tablet('fr', 'all at once', 'work=called&state=refused&rung=offline&pending=7&refusal=queue_empty'),
  consolePage('fr', 'devices', 'page=devices'),
  consolePage('en', 'audit', 'page=audit'),
]

import { useState } from 'react'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { emptyEntry, entryOf } from '@/components/kiosk/code-entry'
import { IdleWarning } from '@/components/kiosk/idle-warning'
import { type KioskState, type Refused, welcome } from '@/components/kiosk/kiosk-flow'
import { KioskScreen } from '@/components/kiosk/kiosk-screen'
import { LanguageProvider } from '@/components/ui/language-provider'
import type { CodeCamera } from '@/lib/client/code-camera'
import type { CodeWord } from '@/lib/client/code-check'
import type { TicketGiven } from '@/lib/client/kiosk-desk'
import { type Outlook, outlookOf } from '@/lib/client/outlook'
import type { QrCode } from '@/lib/client/qr-code'
import { type Catalogue, Center, Service, Station } from '@/lib/domain/catalogue'
import type { Foretold } from '@/lib/domain/estimates'
import { type Language, PreEnrollmentCode, ServiceDay, ServiceId, TicketNumber } from '@/lib/domain/ids'
import type { DoorRefusal } from '@/lib/domain/opening'
import { KIOSK_TEXTS } from '@/lib/i18n/kiosk-texts'
import { type Measured, measure } from './kiosk-measure'

/** Every screen of a kiosk, one after another as a test asks for them, with the longest words and numbers it may have to show. */

const NOON = Date.parse('2026-03-02T11:00:00Z')
const TODAY = ServiceDay.parse('2026-03-02')
const SERVICE = ServiceId.parse(4)

const NAMES = [
  ['Retrait de la carte', 'Card collection', 'C', 'COLLECTION'],
  ['Renouvellement', 'Renewal', 'B', 'RENEWAL'],
  ['Nouvelle demande', 'New application', 'A', 'NEW_APP'],
  ['Perte ou vol de la carte', 'Lost or stolen card', 'P', 'LOSS'],
  ['Correction de données', 'Correction of data', 'D', 'CORRECTION'],
  ['Renseignements', 'Information', 'F', 'INFORMATION'],
] as const

const CATALOGUE: Catalogue = {
  center: Center.parse({
    ...{ id: 1, code: 'YDE', timeZone: 'Africa/Douala', opensAt: '07:30', closesAt: '15:30' },
    ...{ nameFr: 'Centre d’identification de Yaoundé', nameEn: 'Yaoundé identification centre' },
  }),
  services: NAMES.map(([nameFr, nameEn, letter, code], index) =>
    Service.parse({ id: index + 1, code, nameFr, nameEn, letter, priority: 5, durationMinutes: 10, active: true }),
  ),
  stations: [Station.parse({ id: 3, number: '3', name: 'Guichet 3', services: [1, 2, 3], active: true })],
  agents: [],
}

const CODE = PreEnrollmentCode.parse('CNI2025001234')
const LATE: Foretold = {
  ...{ wait: { kind: 'range', fromMinutes: 100, toMinutes: 170 }, ahead: 41 },
  ...{ station: CATALOGUE.stations[0]?.id ?? null, closing: 'not_guaranteed', isServed: true, raw: null },
}
const UNSERVED: Foretold = { ...LATE, wait: { kind: 'unknown' }, closing: 'ordinary', isServed: false, station: null }

/** A QR code as large as that of a ticket's link; where its dark modules are is of no matter here. */
const qr: QrCode = { size: 33, isDark: (row, column) => (row * 7 + column * 3) % 5 < 2 }

function given(of: {
  print?: 'print_failed'
  kind?: 'shown_again'
  outlook?: Outlook
  priority?: boolean
}): TicketGiven {
  const { print = 'printed', kind = 'issued', outlook = outlookOf(LATE, CATALOGUE.stations), priority = false } = of
  return { kind, ticket: { number: TicketNumber.parse('A1104'), print, isVulnerable: priority }, outlook, qr }
}

const CALLED: Outlook = CATALOGUE.stations[0] ? { kind: 'called', station: CATALOGUE.stations[0] } : { kind: 'no_turn' }
const visit = welcome(TODAY, 0)
const ticket = (of: Parameters<typeof given>[0]) => ({ step: 'ticket', given: given(of), service: SERVICE }) as const
const confirm = (foretold: Foretold, word: CodeWord = 'checked') =>
  ({ step: 'confirm', code: CODE, word, service: SERVICE, foretold, held: null }) as const

// reason: nothing else of it is offered
const CUT_OFF = { id: 'A1104.k3f9xq', number: 'A1104' } as never

/** Sees nothing, for as long as it is asked. */
const BLIND_CAMERA: CodeCamera = { watch: () => new Promise(() => undefined) }

/** What the flow can be at. Which door is shut, and whether the warning is up, is asked for beside it. */
const STEPS = {
  welcome: { step: 'welcome', scanned: null },
  scanned: { step: 'welcome', scanned: CODE },
  scan_failed: { step: 'welcome', scanned: 'no_code' },
  code: { step: 'code', completedAt: null },
  code_full: { step: 'code', entry: entryOf(CODE), completedAt: null },
  checking: { step: 'checking', code: CODE, chosen: null },
  service: { step: 'service', code: CODE, word: 'checked' },
  priority: { step: 'service', code: CODE, word: 'checked', isVulnerable: true },
  confirm: confirm(LATE),
  confirm_later: confirm(LATE, 'later'),
  has_ticket: { ...confirm(LATE), held: TicketNumber.parse('A1104') },
  confirm_unserved: confirm(UNSERVED),
  issuing: { ...confirm(LATE), step: 'issuing' },
  ticket: ticket({ priority: true }),
  ticket_again: ticket({ kind: 'shown_again' }),
  ticket_called: ticket({ kind: 'shown_again', outlook: CALLED }),
  no_paper: ticket({ print: 'print_failed' }),
  no_paper_again: ticket({ print: 'print_failed', kind: 'shown_again', priority: true }),
} as const satisfies Record<string, Partial<KioskState>>

export type Step = keyof typeof STEPS

export type Shown = {
  readonly step: Step
  readonly language: Language
  readonly refusal?: Refused
  readonly door?: DoorRefusal
  readonly isWarned?: true
  readonly isOffline?: true
  readonly hasCamera?: true
  /** After a power cut. */
  readonly isCutOff?: true
}

function StepKiosk({ shown }: { shown: Shown }) {
  const { language, door = null, refusal } = shown
  const refused = refusal === undefined ? null : ({ step: 'refused', refusal, code: null, word: null } as const)
  const state = { ...visit, entry: emptyEntry(TODAY), language, ...STEPS[shown.step], ...refused } as KioskState // reason: a step with what it has
  const nothing = () => undefined
  return (
    <LanguageProvider language={language} timeZone={CATALOGUE.center.timeZone} texts={KIOSK_TEXTS}>
      <div lang={language} className="touch-safe fixed inset-0 overflow-hidden bg-ground">
        <KioskScreen
          catalogue={CATALOGUE}
          label="Borne de l’entrée"
          today={TODAY}
          status={{ rung: shown.isOffline ? 'offline' : 'online', since: NOON, pendingCount: shown.isOffline ? 12 : 0 }}
          waitingCount={112}
          outlooks={new Map([[SERVICE, LATE]])}
          estimate={() => LATE}
          door={() => door}
          checkIn={() => new Promise(nothing)}
          checkCode={() => new Promise(nothing)}
          dayDoubt={null}
          onConfirmDay={nothing}
          unprinted={shown.isCutOff ? [CUT_OFF] : []}
          onReprint={nothing}
          onBusyChange={nothing}
          onIdleWarning={nothing}
          staff={undefined as never} // reason: nobody opens their corner here
          onSay={nothing}
          state={state}
          camera={shown.hasCamera ? BLIND_CAMERA : null}
          send={nothing}
          onTake={nothing}
        />
        {shown.isWarned && <IdleWarning seconds={15} onContinue={nothing} />}
      </div>
    </LanguageProvider>
  )
}

/** One screen after another, each with the name of the button that leads on. */
function measureAll(show: (what: Shown) => void) {
  return (screens: readonly (readonly [Shown, string | null])[]): Measured => {
    const measured = screens.map(([shown, primary]) => {
      flushSync(() => show(shown))
      const { targetCount, problems } = measure(primary === null ? null : new RegExp(primary))
      return { targetCount, problems: problems.map(problem => `${JSON.stringify(shown)}: ${problem}`) }
    })
    return {
      targetCount: measured.reduce((sum, { targetCount }) => sum + targetCount, 0),
      problems: measured.flatMap(({ problems }) => problems),
    }
  }
}

function Steps() {
  const [shown, show] = useState<Shown>({ step: 'welcome', language: 'fr' })
  Object.assign(globalThis, { show: (what: Shown) => flushSync(() => show(what)), measure: measureAll(show) })
  return <StepKiosk key={JSON.stringify(shown)} shown={shown} />
}

const root = document.createElement('div')
document.body.append(root)
createRoot(root).render(<Steps />)

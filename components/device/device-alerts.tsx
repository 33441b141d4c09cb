'use client'

import type { ReactNode } from 'react'
import { BothLanguages, type Translate } from '@/components/ui/both-languages'
import { Button } from '@/components/ui/button'
import { InfoIcon, UrgentIcon } from '@/components/ui/icons'
import { LanguageProvider } from '@/components/ui/language-provider'
import type { LinkHalt } from '@/lib/client/day-link'
import type { ReadyDevice } from '@/lib/client/running-device'
import type { Language, ServiceDay } from '@/lib/domain/ids'
import { longDate } from '@/lib/i18n/formats'
import { SaveButton, SavingAnswer, type UnsentSaving, useSaving } from './save-unsent'

type Say = (t: Translate, language: Language) => ReactNode

/** Null: the device ends with it, and a screen of its own says so. */
const HALT_WORDS = {
  revoked: null,
  store_lost: null,
  device_unknown: 'unknown',
  day_sealed: 'daySealed',
  client_too_old: 'clientTooOld',
  violation: 'violation',
} as const satisfies Record<LinkHalt, string | null>

/** With these, a person must act: nothing of this device reaches the center any more, and it does not mend itself. */
const HALTS_TO_ACT: ReadonlySet<LinkHalt> = new Set(['device_unknown', 'violation', 'day_sealed'])

type DeviceAlertsProps = {
  device: ReadyDevice
  /** The browser may erase the device, and staff are likely to stand before it. */
  showsUnprotected: boolean
}

/** What staff must know of a device that works: lines above its surface, in both languages, that cover nothing. */
export function DeviceAlerts({ device, showsUnprotected }: DeviceAlertsProps) {
  const { halt, olderHalts, aside, identity } = device
  const unsent = useSaving(device.saveUnsent)
  const offersFile = aside.length > 0 || halt === 'violation' || unsent.saving !== null
  const older = olderHalts.filter(each => each.halt !== halt && each.halt !== 'day_sealed')
  return (
    <LanguageProvider language="fr" timeZone={identity.timeZone}>
      <div className="flex shrink-0 flex-col print:hidden">
        {halt && <HaltLine halt={halt} />}
        {older.map(each => (
          <HaltLine key={each.day} halt={each.halt} day={each.day} />
        ))}
        {offersFile && <UnsentLine aside={aside} unsent={unsent} />}
        {showsUnprotected && <Line kind="note">{t => t('deviceAlert.storage')}</Line>}
      </div>
    </LanguageProvider>
  )
}

function HaltLine({ halt, day }: { halt: LinkHalt; day?: ServiceDay }) {
  const words = HALT_WORDS[halt]
  if (words === null) return null
  return (
    <Line kind={HALTS_TO_ACT.has(halt) ? 'act' : 'note'}>
      {(t, language) => (
        <>
          {day && <strong>{t('deviceAlert.ofDay', { date: longDate(day, language) })} </strong>}
          {t(`deviceAlert.${words}`)}
        </>
      )}
    </Line>
  )
}

/** Stays after the file was saved, and says so: the staff of a kiosk may not be those who pressed the button. */
function UnsentLine({ aside, unsent }: { aside: ReadyDevice['aside']; unsent: UnsentSaving }) {
  const { saving, forget } = unsent
  const isSaved = typeof saving === 'object' && saving !== null
  const action = (
    <>
      <SaveButton {...unsent} />
      {isSaved && (
        <Button size="notice" tone="plain" onPress={forget} className="shrink-0">
          <span>
            <BothLanguages className="block">{t => t('unsent.understood')}</BothLanguages>
          </span>
        </Button>
      )}
    </>
  )
  if (saving !== null && saving !== 'under_way')
    return (
      <LineFrame kind={isSaved ? 'note' : 'act'} action={action}>
        <SavingAnswer saving={saving} />
      </LineFrame>
    )
  return (
    <Line kind="act" action={action}>
      {(t, language) =>
        aside.length > 0
          ? aside.map(({ day, count }) => t('deviceAlert.aside', { count, date: longDate(day, language) })).join(' ')
          : t('deviceAlert.saveForAdministrator')
      }
    </Line>
  )
}

type LineKind = 'note' | 'act'

function Line({ kind, children, action }: { kind: LineKind; children: Say; action?: ReactNode }) {
  return (
    <LineFrame kind={kind} action={action}>
      <p role={kind === 'act' ? 'alert' : 'status'}>
        <BothLanguages className="block">{children}</BothLanguages>
      </p>
    </LineFrame>
  )
}

const KINDS = {
  note: 'border-gold bg-gold-tint text-gold-ink',
  act: 'border-alert bg-alert-tint text-alert',
} as const

function LineFrame({ kind, children, action }: { kind: LineKind; children: ReactNode; action?: ReactNode }) {
  const Sign = kind === 'act' ? UrgentIcon : InfoIcon
  return (
    <div
      className={`flex flex-wrap items-center gap-x-[2vmin] gap-y-2 border-b-2 border-l-8 px-4 py-2 font-medium text-[max(17px,2vmin)] leading-snug ${KINDS[kind]}`}
    >
      <div className="flex min-w-60 flex-1 items-center gap-3">
        <Sign className="size-[1.5em] shrink-0" />
        <div className="min-w-0 flex-1 break-words">{children}</div>
      </div>
      {action && <div className="flex flex-wrap gap-3">{action}</div>}
    </div>
  )
}

'use client'

import { useEffect, useState } from 'react'
import { BothLanguages } from '@/components/ui/both-languages'
import { Button } from '@/components/ui/button'
import { InfoIcon, UrgentIcon } from '@/components/ui/icons'
import { LanguageProvider } from '@/components/ui/language-provider'
import type { ReadyDevice } from '@/lib/client/running-device'
import type { DurationMs } from '@/lib/domain/ids'
import { type AlertLine, alertLinesOf } from './alert-lines'
import { SaveButton, SavingAnswer, type UnsentSaving, useSaving } from './save-unsent'

/** On a kiosk the next visitor must not find what a member of staff has left open. */
const DETAILS_SHOWN_MS: DurationMs = 60_000

type DeviceAlertsProps = {
  device: ReadyDevice
  /** The browser may erase the device, and staff are likely to stand before it. */
  showsUnprotected: boolean
  /** A visitor stands before it. */
  isHeldBack: boolean
}

/** What staff must know of a device that works: one line above its surface, and on demand all of it. */
export function DeviceAlerts({ device, showsUnprotected, isHeldBack }: DeviceAlertsProps) {
  const lines = alertLinesOf(device, showsUnprotected)
  const unsent = useSaving(device.saveUnsent)
  const [isOpen, setOpen] = useState(false)
  useClosing(isOpen, () => setOpen(false))
  // Nobody touches a display, and it has nothing to save.
  const isTouched = device.identity.surface !== 'display'
  const offersFile = device.aside.length > 0 || device.halt === 'violation' || unsent.saving !== null
  return (
    <LanguageProvider language="fr" timeZone={device.identity.timeZone}>
      {!isHeldBack && <AlertBar lines={lines} onOpen={isTouched ? () => setOpen(true) : null} />}
      {isOpen && <AlertDetails lines={lines} unsent={offersFile ? unsent : null} onClose={() => setOpen(false)} />}
    </LanguageProvider>
  )
}

function useClosing(isOpen: boolean, close: () => void): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: reason: counted from the opening, whoever closes it
  useEffect(() => {
    if (!isOpen) return
    const timer = setTimeout(close, DETAILS_SHOWN_MS)
    return () => clearTimeout(timer)
  }, [isOpen])
}

const KINDS = {
  note: 'border-gold bg-gold-tint text-gold-ink',
  act: 'border-alert bg-alert-tint text-alert',
} as const

function AlertBar({ lines, onOpen }: { lines: readonly AlertLine[]; onOpen: (() => void) | null }) {
  const [worst, ...others] = lines
  if (!worst) return null
  return (
    <div
      className={`flex shrink-0 items-center gap-[max(12px,1.6vmin)] border-b-2 border-l-8 px-[max(12px,1.6vmin)] py-1 font-medium text-[max(16px,2.1vmin)] leading-tight print:hidden ${KINDS[worst.kind]}`}
    >
      <Sign kind={worst.kind} />
      <p
        role={worst.kind === 'act' ? 'alert' : 'status'}
        className="grid min-w-0 flex-1 gap-x-[3vmin] gap-y-0.5 landscape:grid-cols-2"
      >
        <BothLanguages className="block">{worst.brief}</BothLanguages>
      </p>
      {onOpen && (
        <Button tone="plain" size="notice" onPress={onOpen} className="shrink-0">
          <span className="gap-[0.8em] landscape:flex">
            <BothLanguages className="block">{t => t('deviceAlert.details', { count: others.length })}</BothLanguages>
          </span>
        </Button>
      )}
    </div>
  )
}

type AlertDetailsProps = { lines: readonly AlertLine[]; unsent: UnsentSaving | null; onClose: () => void }

/** Over the surface, which goes on underneath. */
function AlertDetails({ lines, unsent, onClose }: AlertDetailsProps) {
  return (
    <section
      aria-live="polite"
      className="fixed inset-0 z-50 overflow-auto bg-ground p-[max(16px,4vmin)] text-[max(18px,2.6vmin)] leading-snug print:hidden"
    >
      <div className="mx-auto flex min-h-full max-w-[max(720px,130vmin)] flex-col justify-center gap-[max(14px,2.4vmin)]">
        {lines.map(line => (
          <div
            key={line.key}
            className={`flex items-start gap-[max(14px,2vmin)] rounded-2xl border-l-8 p-[max(14px,2.4vmin)] ${KINDS[line.kind]}`}
          >
            <Sign kind={line.kind} />
            <p className="grid gap-[max(10px,1.6vmin)] font-medium landscape:grid-cols-2 landscape:gap-x-[4vmin]">
              <BothLanguages className="block">{line.full}</BothLanguages>
            </p>
          </div>
        ))}
        {unsent && <SavingAnswer saving={unsent.saving} className="break-words font-semibold text-green" />}
        <div className="grid gap-[max(12px,2vmin)] landscape:grid-flow-col landscape:auto-cols-fr">
          {unsent && <SaveButton {...unsent} />}
          <Button tone="secondary" size="notice" onPress={onClose}>
            <span>
              <BothLanguages className="block">{t => t('common.close')}</BothLanguages>
            </span>
          </Button>
        </div>
      </div>
    </section>
  )
}

function Sign({ kind }: { kind: AlertLine['kind'] }) {
  const Icon = kind === 'act' ? UrgentIcon : InfoIcon
  return <Icon className="mt-[0.1em] size-[1.3em] shrink-0" />
}

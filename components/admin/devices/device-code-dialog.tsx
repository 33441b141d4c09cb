'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import { CopyButton } from '@/components/admin/ui/copy-button'
import { DialogBody, DialogButtons, DialogFrame } from '@/components/admin/ui/dialog-frame'
import { QrImage } from '@/components/ticket/qr-image'
import { Button } from '@/components/ui/button'
import type { DeviceRow } from '@/lib/client/console'
import { reportFault } from '@/lib/client/fault-log'
import { type QrCode, qrCodeOf } from '@/lib/client/qr-code'
import type { DeviceId, DurationMs, InstantMs, Surface } from '@/lib/domain/ids'
import { timerText } from '@/lib/i18n/formats'

/** A code that was made, and what tells that it was used: a device of its name that was not there before. */
export type MadeCode = {
  readonly code: string
  /** By this computer's clock, which may be wrong: reckoned from how long the code is good. */
  readonly endsAt: InstantMs
  readonly surface: Surface
  readonly label: string
  readonly known: ReadonlySet<DeviceId>
}

/** As long as a code is good. */
const CODE_MS: DurationMs = 15 * 60_000
/** How soon the page knows that the device has come. */
const LOOK_MS: DurationMs = 3_000

export function madeCode(
  { code }: { readonly code: string },
  device: { readonly surface: Surface; readonly label: string },
  rows: readonly DeviceRow[],
): MadeCode {
  return { code, endsAt: Date.now() + CODE_MS, ...device, known: new Set(rows.map(({ id }) => id)) }
}

type DeviceCodeDialogProps = { made: MadeCode; rows: readonly DeviceRow[]; onClose: () => void }

/** The code in large type, its link and its QR, until the device has come or the code has expired. */
export function DeviceCodeDialog({ made, rows, onClose }: DeviceCodeDialogProps) {
  const t = useTranslations('devices')
  const isUsed = rows.some(
    ({ id, label, surface }) => !made.known.has(id) && label === made.label && surface === made.surface,
  )
  const leftMs = useTimeLeft(made.endsAt)
  useFreshRows(!isUsed && leftMs > 0)
  return (
    <DialogFrame title={t('codeTitle', { name: made.label })} onClose={onClose}>
      <DialogBody>
        {!isUsed && leftMs > 0 && <Code code={made.code} />}
        <p role="status" className="text-lg">
          {isUsed ? t('codeUsed', { name: made.label }) : leftMs > 0 ? t('codeWaiting') : t('codeExpired')}
        </p>
        {!isUsed && leftMs > 0 && (
          <p className="tabular text-ink-soft text-lg">{t('codeLeft', { time: timerText(leftMs) })}</p>
        )}
      </DialogBody>
      <DialogButtons>
        <Button size="small" onPress={onClose}>
          {t('close')}
        </Button>
      </DialogButtons>
    </DialogFrame>
  )
}

function Code({ code }: { code: string }) {
  const t = useTranslations('devices')
  // What stands behind the # is sent to no server.
  const link = `${location.origin}/enroll#${code}`
  const qr = useQrCode(link)
  return (
    <div className="flex flex-wrap items-center gap-6">
      {/* White around it, without which no camera finds it. */}
      <div className="size-48 shrink-0 bg-white p-6">
        {qr && <QrImage code={qr} label={t('qrLabel')} className="size-full" />}
      </div>
      <div className="flex min-w-64 flex-1 flex-col gap-3">
        <p className="text-lg">{t('codeStep1')}</p>
        <p className="select-all break-all font-semibold text-lg">{link}</p>
        <CopyButton text={link} label={t('copyLink')} className="self-start" />
        <p className="text-lg">{t('codeStep2')}</p>
        <output
          aria-label={t('codeLabel')}
          className="select-all rounded-2xl bg-green-tint px-5 py-3 text-center font-bold text-5xl text-green-deep tracking-widest"
        >
          {`${code.slice(0, 4)} ${code.slice(4)}`}
        </output>
      </div>
    </div>
  )
}

/** Null until its program is loaded: the link beside it says the same. */
function useQrCode(text: string): QrCode | null {
  const [code, setCode] = useState<QrCode | null>(null)
  useEffect(() => {
    qrCodeOf(text).then(setCode, fault => reportFault('QR code of a link', fault))
  }, [text])
  return code
}

function useTimeLeft(endsAt: InstantMs): DurationMs {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [])
  return Math.max(0, endsAt - now)
}

/** The list is read anew while somebody waits for a device that is not in it yet. */
function useFreshRows(isWaiting: boolean): void {
  const router = useRouter()
  useEffect(() => {
    if (!isWaiting) return
    const timer = setInterval(() => router.refresh(), LOOK_MS)
    return () => clearInterval(timer)
  }, [isWaiting, router])
}

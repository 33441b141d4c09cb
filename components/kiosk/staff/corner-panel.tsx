'use client'

import { type ReactNode, useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { PrinterChoice } from '@/components/ticket/printer-choice'
import { Button } from '@/components/ui/button'
import type { StaffCornerView } from '@/lib/client/kiosk-staff-view'
import { CornerState } from './corner-state'
import { ReprintForm } from './reprint-form'
import type { StaffCornerProps } from './staff-corner'

/** Everything at once: whoever opened this has no time to look for it. */
export function CornerPanel({ staff, status, timeZone }: StaffCornerProps) {
  const t = useTranslations('corner')
  return (
    <div className="grid flex-1 gap-5 p-[max(20px,3vmin)] landscape:grid-cols-2">
      <div className="flex flex-col gap-5">
        <Card title={t('paper')}>
          <PaperTest staff={staff} />
        </Card>
        <Card title={t('kiosk')}>
          <Pausing staff={staff} />
        </Card>
        <Card title={t('state')}>
          <CornerState {...{ staff, status, timeZone }} />
        </Card>
      </div>
      <div className="flex flex-col gap-5">
        <Card title={t('reprint')}>
          <ReprintForm letters={staff.letters} onReprint={staff.onReprint} />
        </Card>
        <div className="rounded-2xl border border-line bg-surface p-5">
          <PrinterChoice {...staff.printer} />
        </div>
      </div>
    </div>
  )
}

function Card({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-4 rounded-2xl border border-line bg-surface p-5 text-xl leading-snug">
      <h2 className="font-bold text-2xl">{title}</h2>
      {children}
    </section>
  )
}

function PaperTest({ staff }: { staff: StaffCornerView }) {
  const t = useTranslations('corner')
  const language = useLocale()
  const [outcome, setOutcome] = useState<'printing' | 'printed' | 'failed' | null>(null)
  async function print() {
    setOutcome('printing')
    setOutcome((await staff.onTestPaper(language)).kind)
  }
  return (
    <>
      <Button size="staff" busy={outcome === 'printing'} onPress={() => void print()}>
        {outcome === 'printing' ? t('testing') : t('test')}
      </Button>
      <p role="status" className="min-h-[1.4em]">
        {outcome === 'printed' && t('printed')}
        {outcome === 'failed' && t('notPrinted')}
      </p>
    </>
  )
}

function Pausing({ staff: { isPaused, onPause } }: { staff: StaffCornerView }) {
  const t = useTranslations('corner')
  const [isStored, setStored] = useState(true)
  const change = async () => setStored(await onPause(!isPaused))
  return (
    <>
      <p role="status" className="font-semibold">
        {isPaused ? t('paused') : t('inService')}
      </p>
      <Button tone={isPaused ? 'primary' : 'secondary'} size="staff" onPress={() => void change()}>
        {isPaused ? t('resume') : t('pause')}
      </Button>
      {!isStored && (
        <p role="alert" className="font-semibold text-alert">
          {t('notStored')}
        </p>
      )}
    </>
  )
}

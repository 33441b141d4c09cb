'use client'

import { useTranslations } from 'use-intl'

/** The question of a screen, one a screen, and how far the visitor has come. */
export function KioskHeading({ title, help, step }: { title: string; help: string; step: number | null }) {
  return (
    <div className="animate-enter">
      {step !== null && <Progress step={step} />}
      <h1 className="font-bold text-balance text-kiosk-title leading-[1.08] tracking-tight">{title}</h1>
      <p className="mt-[1.8vmin] text-green-pale text-kiosk-lead text-pretty leading-snug">{help}</p>
    </div>
  )
}

const STEPS = [1, 2, 3]

function Progress({ step }: { step: number }) {
  const t = useTranslations('kiosk')
  return (
    <div
      role="img"
      aria-label={t('progress', { step: String(step), steps: String(STEPS.length) })}
      className="mb-[2.6vmin] flex gap-2"
    >
      {STEPS.map(each => (
        <span key={each} className={`h-2 w-[7vmin] rounded-full ${each <= step ? 'bg-gold' : 'bg-white/30'}`} />
      ))}
    </div>
  )
}

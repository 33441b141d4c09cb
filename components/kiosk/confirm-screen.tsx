'use client'

import type { ReactNode } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { ClockIcon, PersonIcon, TicketIcon } from '@/components/ui/icons'
import { ServiceIcon } from '@/components/ui/service-icon'
import { useWaitText } from '@/components/ui/wait-text'
import { nameIn, type Service } from '@/lib/domain/catalogue'
import type { Foretold } from '@/lib/domain/estimates'
import type { PreEnrollmentCode } from '@/lib/domain/ids'
import { maskedCode } from '@/lib/i18n/code-text'

type ConfirmScreenProps = {
  service: Service | undefined
  code: PreEnrollmentCode | null
  foretold: Foretold
  /** The code cannot be checked now: it will be at the station. */
  offline: boolean
  busy: boolean
  onTake: () => void
}

export function ConfirmScreen({ service, code, foretold, offline, busy, onTake }: ConfirmScreenProps) {
  const t = useTranslations()
  const language = useLocale()
  const waitText = useWaitText()
  return (
    <div className="flex min-h-0 flex-1 flex-col justify-between gap-[3vmin]">
      <div className="flex flex-1 flex-col justify-center gap-[2.6vmin] rounded-4xl bg-surface px-[4vmin] py-[3vmin] shadow-[0_1.2vmin_4vmin_-2.4vmin_rgb(7_54_42/0.35)]">
        <dl className="flex flex-col gap-[2.6vmin] portrait:gap-[4.4vmin]">
          <Line icon={<ServiceIcon code={service?.code ?? ''} className="size-[60%]" />} label={t('kiosk.service')}>
            {service && nameIn(language, service)}
          </Line>
          <Line icon={<ClockIcon className="size-[60%]" />} label={t('wait.label')}>
            {waitText(foretold.wait)}
          </Line>
          <Line icon={<PersonIcon className="size-[60%]" />} label={t('wait.aheadLabel')}>
            {t('wait.people', { count: foretold.ahead })}
          </Line>
          <Line icon={<TicketIcon className="size-[60%]" />} label={t('kiosk.code')}>
            {code ? maskedCode(code) : t('kiosk.noCode')}
          </Line>
        </dl>
        {offline && code && <p className="text-ink-soft text-kiosk leading-snug">{t('kiosk.codeCheckedLater')}</p>}
      </div>
      <Button size="kiosk" onPress={onTake} busy={busy}>
        {busy ? t('kiosk.oneMoment') : t('kiosk.takeTicket')}
      </Button>
    </div>
  )
}

function Line({ icon, label, children }: { icon: ReactNode; label: string; children: ReactNode }) {
  return (
    <div className="relative flex min-h-[max(56px,7.4vmin)] flex-col justify-center pl-[calc(max(56px,7.4vmin)+2.4vmin)]">
      <dt className="text-ink-soft text-kiosk leading-tight">
        <span className="absolute inset-y-0 left-0 my-auto grid size-[max(56px,7.4vmin)] place-items-center rounded-2xl bg-green-tint text-green">
          {icon}
        </span>
        {label}
      </dt>
      <dd className="font-bold text-kiosk-strong leading-tight">{children}</dd>
    </div>
  )
}

'use client'

import { useTranslations } from 'use-intl'
import { LanguageProvider } from '@/components/ui/language-provider'
import { useWaitText } from '@/components/ui/wait-text'
import { type Center, nameIn, type Service } from '@/lib/domain/catalogue'
import type { InstantMs, Language, PreEnrollmentCode, TicketNumber } from '@/lib/domain/ids'
import { serviceDayOf } from '@/lib/domain/service-day'
import type { WaitEstimate } from '@/lib/domain/wait'
import { maskedCode } from '@/lib/i18n/code-text'
import { shortDate, spokenTime } from '@/lib/i18n/formats'

export type PaperTicketProps = {
  center: Center
  service: Service
  number: TicketNumber
  language: Language
  /** From 2 on the paper says that it is a duplicate. */
  copy: number
  ahead: number
  wait: WaitEstimate
  /** When the ticket was issued, and when the wait was estimated. */
  checkedInAt: InstantMs
  /** Null when the visitor had none. Printed masked. */
  code: PreEnrollmentCode | null
  kioskLabel: string
  /** Issued without a connection: a small H beside the kiosk, for staff. */
  offline: boolean
}

/** A longer number is narrowed, never lowered: 20 mm high is what an elderly person reads at arm’s length. */
const CHARACTERS_AT_FULL_WIDTH = 4.5

/** The ticket on 80 mm paper: no name, nothing on the screen, black on white only. */
export function PaperTicket(props: PaperTicketProps) {
  const { language, center } = props
  return (
    <LanguageProvider language={language} timeZone={center.timeZone}>
      <article
        lang={language}
        className="hidden w-full flex-col items-center text-center text-[3.6mm] text-black leading-[1.25] print:flex"
      >
        <Head {...props} />
        <p
          style={{ transform: `scaleX(${Math.min(1, CHARACTERS_AT_FULL_WIDTH / props.number.length)})` }}
          className="mt-[1mm] font-extrabold text-[30mm] leading-[0.86] tracking-tight"
        >
          {props.number}
        </p>
        <Outlook {...props} />
        <Foot {...props} />
      </article>
    </LanguageProvider>
  )
}

function Head({ center, service, language, copy }: PaperTicketProps) {
  const t = useTranslations('ticket')
  const other: Language = language === 'fr' ? 'en' : 'fr'
  return (
    <header className="w-full">
      {copy > 1 && (
        <p className="mb-[1.5mm] border-[0.5mm] border-black py-[0.6mm] font-bold text-[4.4mm] tracking-[0.18em]">
          {t('duplicate')}
        </p>
      )}
      <p className="font-bold text-[4.2mm]">{nameIn(language, center)}</p>
      <p className="mt-[2mm] border-black border-t-[0.3mm] pt-[2mm] font-bold text-[5.4mm] leading-[1.15]">
        {nameIn(language, service)}
      </p>
      <p lang={other} className="text-[3.4mm]">
        {nameIn(other, service)}
      </p>
    </header>
  )
}

function Outlook({ ahead, wait, checkedInAt, language, center }: PaperTicketProps) {
  const t = useTranslations('ticket')
  const waitText = useWaitText()
  return (
    <section className="mt-[2.5mm] w-full border-black border-y-[0.3mm] py-[2mm]">
      <p className="font-bold text-[4.6mm]">{t('ahead', { count: ahead })}</p>
      <p>
        {wait.kind === 'unknown'
          ? t('waitUnknown')
          : t('wait', { wait: waitText(wait), time: spokenTime(checkedInAt, language, center.timeZone) })}
      </p>
    </section>
  )
}

function Foot({ checkedInAt, language, center, code, kioskLabel, offline }: PaperTicketProps) {
  const t = useTranslations('ticket')
  const { timeZone } = center
  const date = shortDate(serviceDayOf(checkedInAt, timeZone))
  return (
    <footer className="mt-[2.5mm] w-full">
      <p className="text-balance font-bold">{t('next')}</p>
      <p className="mt-[2mm] text-balance">{t('absence')}</p>
      <p className="mt-[2mm] flex flex-wrap justify-between gap-x-[3mm] border-black border-t-[0.3mm] pt-[1.5mm] text-[3.2mm] tabular">
        <span>{t('issued', { date, time: spokenTime(checkedInAt, language, timeZone) })}</span>
        <span>
          {t('kiosk', { label: kioskLabel })} {offline && t('offline')}
        </span>
        {code && <span>{t('code', { code: maskedCode(code) })}</span>}
      </p>
    </footer>
  )
}

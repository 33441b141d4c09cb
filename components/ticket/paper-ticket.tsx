'use client'

import { useTranslations } from 'use-intl'
import { LanguageProvider } from '@/components/ui/language-provider'
import type { Paper } from '@/lib/client/printer'
import { nameIn } from '@/lib/domain/catalogue'
import type { Language } from '@/lib/domain/ids'
import { serviceDayOf } from '@/lib/domain/service-day'
import { maskedCode } from '@/lib/i18n/code-text'
import { shortDate, spokenTime } from '@/lib/i18n/formats'
import { useOutlookWords } from './outlook-words'
import { QrImage } from './qr-image'

/** A longer number is narrowed, never lowered: 20 mm high is what an elderly person reads at arm’s length. */
const CHARACTERS_AT_FULL_WIDTH = 4
const CHARACTERS_BESIDE_SIGN = 3.3

/** The ticket on 80 mm paper: no name, nothing on the screen, black on white only. */
export function PaperTicket(props: Paper) {
  const { language, center } = props
  return (
    <LanguageProvider language={language} timeZone={center.timeZone}>
      <article
        lang={language}
        className="hidden w-full flex-col items-center text-center text-[3.6mm] text-black leading-[1.25] print:flex"
      >
        <Head {...props} />
        <NumberLine {...props} />
        <Turn {...props} />
        <Foot {...props} />
      </article>
    </LanguageProvider>
  )
}

function Head({ center, service, language, copy }: Paper) {
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
      <p className="mt-[1mm] border-black border-t-[0.3mm] pt-[1mm] font-bold text-[5.4mm] leading-[1.15]">
        {nameIn(language, service)}
      </p>
      <p lang={other} className="text-[3.4mm]">
        {nameIn(other, service)}
      </p>
    </header>
  )
}

/** The number, and beside it a letter that staff know and nobody can read a reason from. */
function NumberLine({ number, isVulnerable }: Paper) {
  const t = useTranslations('ticket')
  const width = isVulnerable ? CHARACTERS_BESIDE_SIGN : CHARACTERS_AT_FULL_WIDTH
  return (
    <div className="mt-[1mm] flex w-full items-center">
      <div className="flex min-w-0 flex-1 justify-center">
        <p
          style={{ transform: `scaleX(${Math.min(1, width / number.length)})` }}
          className="shrink-0 font-extrabold text-[30mm] leading-[0.86] tracking-tight"
        >
          {number}
        </p>
      </div>
      {isVulnerable && (
        <p className="grid size-[9mm] shrink-0 place-items-center border-[0.6mm] border-black font-extrabold text-[6.5mm] leading-none">
          {t('priority')}
        </p>
      )}
    </div>
  )
}

/** What comes next: his turn, or the way to the station that calls him. */
function Turn({ outlook, toldAt, language, center }: Paper) {
  const t = useTranslations()
  const words = useOutlookWords(center)
  if (outlook.kind !== 'waits')
    return (
      <section className="mt-[2.5mm] w-full border-black border-y-[0.3mm] py-[2mm] font-bold text-[4.6mm]">
        {outlook.kind === 'called' ? t('wait.called', { station: outlook.station.number }) : t('wait.noTurn')}
      </section>
    )
  const { ahead, mayChange, wait, station, unserved, closing } = words(outlook)
  const time = spokenTime(toldAt, language, center.timeZone)
  return (
    <section className="mt-[1.5mm] w-full border-black border-y-[0.3mm] py-[1.5mm]">
      <p>
        <strong className="text-[4mm]">{ahead}</strong> <span className="text-[3mm]">{mayChange}</span>
      </p>
      <p>{outlook.wait.kind === 'unknown' ? t('ticket.waitUnknown', { time }) : t('ticket.wait', { wait, time })}</p>
      {station && <p>{station}</p>}
      {unserved && <p className="text-balance">{unserved}</p>}
      {closing && <p className="mt-[1mm] text-balance font-bold">{closing}</p>}
    </section>
  )
}

function Foot({ checkedInAt, language, center, code, kioskLabel, offline, outlook, qr }: Paper) {
  const t = useTranslations('ticket')
  const { timeZone } = center
  const date = shortDate(serviceDayOf(checkedInAt, timeZone))
  return (
    <footer className="mt-[1.5mm] w-full">
      <div className="flex items-center gap-[2.5mm]">
        <div className="flex flex-1 flex-col gap-[0.5mm] text-left text-[3.3mm] leading-[1.12]">
          {outlook.kind === 'waits' && <p className="font-bold">{t('next')}</p>}
          <p>{t('absence')}</p>
          {qr && <p className="text-[3mm]">{t('follow')}</p>}
        </div>
        {qr && <QrImage code={qr} label={t('follow')} className="size-[19mm] shrink-0" />}
      </div>
      <p className="mt-[1.5mm] flex flex-wrap justify-between gap-x-[3mm] border-black border-t-[0.3mm] pt-[1.5mm] text-[3.2mm] tabular">
        <span>{t('issued', { date, time: spokenTime(checkedInAt, language, timeZone) })}</span>
        <span>
          {t('kiosk', { label: kioskLabel })} {offline && t('offline')}
        </span>
        {code && <span>{t('code', { code: maskedCode(code) })}</span>}
      </p>
    </footer>
  )
}

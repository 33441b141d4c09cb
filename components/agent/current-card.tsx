'use client'

import type { ReactNode } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Guilloche } from '@/components/ui/guilloche'
import { CheckIcon, HollowIcon, PencilIcon } from '@/components/ui/icons'
import { ServiceIcon } from '@/components/ui/service-icon'
import { nameIn } from '@/lib/domain/catalogue'
import type { TicketId } from '@/lib/domain/ids'
import { CALLS_BEFORE_NO_SHOW } from '@/lib/domain/serve'
import type { TicketAtStation } from '@/lib/domain/ticket'
import { clockTime, minutesText, timerText } from '@/lib/i18n/formats'
import { afterAbsence } from './after-absence'
import type { AgentPost, AgentProps, CurrentTicket } from './agent-types'
import { AsideCard } from './aside-card'
import { type TicketMarks, ticketMarks } from './ticket-marks'
import { stepName, stepsOfVisit } from './visit-steps'
import { VisitorCode } from './visitor-code'

type CurrentCardProps = AgentProps & { post: AgentPost; onOpen: (id: TicketId) => void }

/** The citizen at the station, or that there is none. */
export function CurrentCard(props: CurrentCardProps) {
  const t = useTranslations('agent')
  return (
    <section
      aria-label={t('currentTicket')}
      className="relative flex min-h-0 flex-col overflow-hidden rounded-3xl border border-line bg-surface"
    >
      {props.current ? (
        <AtStation {...props} current={props.current} />
      ) : props.post.occupation ? (
        <AsideCard {...props} occupation={props.post.occupation} />
      ) : (
        <Nobody {...props} />
      )}
    </section>
  )
}

function Nobody(props: CurrentCardProps) {
  const { post } = props
  const t = useTranslations('agent')
  return (
    <div className="relative flex flex-1 flex-col justify-center gap-3 px-6 py-10 sm:px-10">
      <Guilloche className="absolute -right-40 -bottom-48 w-140 text-green/10" />
      <h1 className="relative font-bold text-4xl text-green tracking-tight">
        {post.open ? t('freeTitle') : t('closedTitle')}
      </h1>
      <p className="relative text-2xl text-ink-soft">{post.open ? <NextOne {...props} /> : t('closedHelp')}</p>
      <LastAbsent {...props} />
    </div>
  )
}

/** The list has whoever is held behind those who may be called: if its first is held, all are. */
function NextOne({ catalogue, waiting: [first], rules, now }: CurrentCardProps) {
  const t = useTranslations('agent')
  if (!first) return t('freeEmpty')
  const { heldUntil } = ticketMarks(first, rules, now)
  if (heldUntil === null) return t('freeNext', { number: first.number })
  return t('freeHeld', { time: clockTime(heldUntil, catalogue.center.timeZone) })
}

/** When the citizen who has just not come may be called again, or reopened. */
function LastAbsent({ catalogue, lastAbsent, rules, now }: CurrentCardProps) {
  const t = useTranslations('agent')
  const told = lastAbsent && afterAbsence(lastAbsent, rules, now)
  if (!told) return null
  const { number } = lastAbsent
  const time = clockTime(told.until, catalogue.center.timeZone)
  return (
    <p role="status" className="relative mt-3 rounded-2xl bg-gold-tint px-5 py-3 text-gold-ink text-xl leading-snug">
      {told.kind === 'held'
        ? t('setBack', { number, time })
        : t('closedNoShow', { number, time, count: String(told.count) })}
    </p>
  )
}

function AtStation({
  catalogue,
  current,
  visitorCode,
  rules,
  now,
  onOpen,
}: CurrentCardProps & { current: CurrentTicket }) {
  const t = useTranslations('agent')
  const language = useLocale()
  const { ticket } = current
  const service = catalogue.services.find(({ id }) => id === ticket.service)
  return (
    <>
      <div className="relative flex flex-wrap items-start justify-between gap-4 bg-green px-6 py-5 text-white max-sm:gap-2 max-sm:py-4 sm:px-8">
        <div className="max-sm:w-full">
          <StateLine ticket={ticket} confirmed={current.confirmed} />
          <div className="mt-1 flex flex-wrap items-center justify-between gap-2">
            <h1 aria-live="polite" className="font-extrabold text-7xl leading-none tracking-tight sm:text-[8rem]">
              {ticket.number}
            </h1>
            <Button
              tone="plain"
              size="small"
              className="sm:hidden"
              label={t('openWhy')}
              opensSheet
              onPress={() => onOpen(ticket.id)}
            >
              {t('openWhyShort')}
            </Button>
          </div>
        </div>
        <div className="flex flex-col items-end gap-2 max-sm:w-full">
          <Timer ticket={ticket} now={now} />
          <Button tone="plain" className="max-sm:hidden" opensSheet onPress={() => onOpen(ticket.id)}>
            {t('openWhy')}
          </Button>
        </div>
      </div>
      <div className="flex min-h-0 flex-1 flex-col justify-evenly gap-6 px-6 py-6 sm:px-8 lg:overflow-auto">
        <p className="flex items-center gap-4 font-bold text-4xl leading-tight tracking-tight">
          <ServiceIcon code={service?.code ?? ''} className="size-12 text-green" />
          <span>
            {service && nameIn(language, service)}
            <StepLine catalogue={catalogue} ticket={ticket} />
          </span>
        </p>
        <dl className="grid grid-cols-2 gap-x-6 gap-y-5 xl:grid-cols-4">
          <Fact label={t('spokenLanguage')}>{ticket.language === 'fr' ? t('frenchWord') : t('englishWord')}</Fact>
          <Fact label={t('priority')}>
            <Priority marks={ticketMarks(ticket, rules, now)} />
          </Fact>
          <Fact label={t('waited')}>{minutesText(ticket.firstCalledAt - ticket.checkedInAt)}</Fact>
          <Fact label={t('calls')}>
            {t('callsOf', { calls: String(ticket.calls), most: String(CALLS_BEFORE_NO_SHOW) })}
          </Fact>
        </dl>
        <Remarks ticket={ticket} />
        <VisitorCode answer={visitorCode ?? null} />
        {ticket.print === 'print_failed' && (
          <p className="flex items-center gap-3 font-semibold text-gold-ink text-lg">
            <PencilIcon className="size-6" />
            {t('noPaper')}
          </p>
        )}
      </div>
    </>
  )
}

/** What the agents before have noted. */
function Remarks({ ticket: { standing } }: { ticket: TicketAtStation }) {
  const t = useTranslations('agent')
  if (standing.remarks.length === 0) return null
  return (
    <ul aria-label={t('sheet.remarksTitle')} className="flex flex-wrap gap-2">
      {standing.remarks.map(remark => (
        <li
          key={remark}
          className="rounded-lg border border-gold bg-gold-tint px-3 py-1 font-semibold text-gold-ink text-lg"
        >
          {t(`remarks.${remark}`)}
        </li>
      ))}
    </ul>
  )
}

/** Where he is in the chain of his visit. */
function StepLine({ catalogue, ticket }: Pick<CurrentCardProps, 'catalogue'> & { ticket: TicketAtStation }) {
  const t = useTranslations('agent')
  const language = useLocale()
  const { now } = stepsOfVisit(ticket, catalogue)
  if (!now || now.count < 2) return null
  const place = { step: String(now.index + 1), count: String(now.count), name: stepName(now, language) }
  return <span className="mt-1 block font-semibold text-ink-soft text-xl tracking-normal">{t('stepOf', place)}</span>
}

/** The word of the state, and a tick that is hollow until the server has it. */
function StateLine({ ticket, confirmed }: { ticket: TicketAtStation; confirmed: boolean }) {
  const t = useTranslations('agent')
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-lg">
      <span className="rounded-full bg-white px-4 py-0.5 font-bold text-green">
        {ticket.state === 'called' ? t('stateCalled') : t('stateServing')}
      </span>
      <span className="flex items-center gap-1.5 text-green-pale">
        {confirmed ? <CheckIcon className="size-5" /> : <HollowIcon className="size-4" />}
        {confirmed ? t('confirmed') : t('unconfirmed')}
      </span>
    </p>
  )
}

function Timer({ ticket, now }: { ticket: TicketAtStation; now: number }) {
  const t = useTranslations('agent')
  const since = ticket.state === 'called' ? ticket.firstCalledAt : ticket.startedAt
  return (
    <p className="max-sm:flex max-sm:w-full max-sm:items-baseline max-sm:justify-between sm:text-right">
      <span className="block text-green-pale text-lg">
        {ticket.state === 'called' ? t('sinceCall') : t('sinceStart')}
      </span>
      <span role="timer" className="block font-bold text-4xl tabular leading-tight sm:text-6xl">
        {timerText(now - since)}
      </span>
    </p>
  )
}

/** What lets him pass others: that there is something, never why. The class of his service is no priority of his. */
function Priority({ marks: { isEmergency, hasHeadStart } }: { marks: TicketMarks }) {
  const t = useTranslations('agent')
  if (!isEmergency && !hasHeadStart) return t('noPriority')
  return (
    <span className="flex flex-wrap gap-2">
      {isEmergency && t('emergency')}
      {hasHeadStart && (
        <span className="rounded-md bg-green px-2 text-white">
          {t('marks.headStart')}
          <span className="sr-only"> {t('marks.headStartLong')}</span>
        </span>
      )}
    </span>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-ink-soft text-xl">{label}</dt>
      <dd className="font-bold text-3xl first-letter:uppercase">{children}</dd>
    </div>
  )
}

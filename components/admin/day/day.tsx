'use client'

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useConsoleLanguage } from '@/components/admin/console-language'
import { AskedAction, type FloorActs } from '@/components/admin/floor/floor-action'
import { FloorCard } from '@/components/admin/floor/floor-card'
import { LiveNotice } from '@/components/admin/floor/live-notice'
import { PageTitle } from '@/components/admin/ui/page-title'
import { useProblemWords } from '@/components/admin/ui/problem-words'
import { useTell } from '@/components/admin/ui/toast'
import { type CenterWords, useCenterWords } from '@/components/agent/center-words'
import { StatusChip } from '@/components/ui/status-chip'
import type { CommandAnswer, ConsoleCommand, ConsoleOutcome } from '@/lib/client/console'
import { type LiveQueue, useWatched } from '@/lib/client/use-floor'
import { type Catalogue, nameIn } from '@/lib/domain/catalogue'
import { closingView, type DayBefore, openingChecks } from '@/lib/domain/day-checklist'
import type { Reception } from '@/lib/domain/day-state'
import type { ServiceDay, TicketId } from '@/lib/domain/ids'
import { longDate } from '@/lib/i18n/formats'
import { CarriedList } from './carried-list'
import { CheckList } from './check-list'
import { ClosingPart } from './closing-part'
import { useOpeningLines } from './opening-lines'

export type ShownCarried = { readonly ticket: TicketId; readonly number: string; readonly toNumber: string }

type DayProps = {
  live: LiveQueue
  catalogue: Catalogue
  day: ServiceDay
  before: DayBefore | null
  /** What was carried over when the day was closed, as the server keeps it. */
  carried: readonly ShownCarried[]
  send: (command: ConsoleCommand) => Promise<ConsoleOutcome<CommandAnswer>>
  /** The server knows more by now than the page. */
  onClosed: () => void
}

/** A center's day: what should be so before it opens, what is left when it closes, and both buttons. */
export function Day(props: DayProps) {
  const { live, catalogue, day, send } = props
  const t = useTranslations()
  const language = useConsoleLanguage()
  const tell = useTell()
  const problems = useProblemWords()
  const acts: FloorActs = {
    ...{ off: live.off, send },
    done: kind => tell(t(`floor.done.${kind}`)),
    refused: refusal => tell(problems.problem(refusal)),
  }
  return (
    <>
      <PageTitle title={t('day.title')} help={longDate(day, language)}>
        <StatusChip status={live.status} />
      </PageTitle>
      <div className="flex flex-col gap-4">
        <LiveNotice live={live} timeZone={catalogue.center.timeZone} />
        {live.isRead && <DayParts {...props} acts={acts} />}
      </div>
    </>
  )
}

function DayParts({ live, catalogue, day, before, carried, acts, onClosed }: DayProps & { acts: FloorActs }) {
  const words = useCenterWords(catalogue)
  const language = useConsoleLanguage()
  const [told, setTold] = useState<readonly ShownCarried[]>([])
  const { queue, devices } = live
  const { reception } = queue.dayState
  const isOver = reception?.state === 'closed'
  // What was answered a moment ago is there before the page has been read anew.
  const numbers = carried.length >= told.length ? carried : told
  return (
    <>
      <ReceptionCard reception={reception} acts={acts} words={words} />
      {isOver && (
        <CarriedList carried={numbers} date={longDate(day, language)} center={nameIn(language, catalogue.center)} />
      )}
      {reception?.state !== 'open' && <OpeningCard {...{ live, catalogue, day, before, words }} />}
      {!isOver && (
        <ClosingPart
          view={closingView({ queue, catalogue, devices })}
          words={words}
          acts={acts}
          onClosed={answer => {
            setTold(answer.carried ?? [])
            onClosed()
          }}
        />
      )}
    </>
  )
}

type OpeningCardProps = Pick<DayProps, 'live' | 'catalogue' | 'day' | 'before'> & {
  words: CenterWords
}

function OpeningCard({ live: { queue, devices, time }, catalogue, day, before, words }: OpeningCardProps) {
  const t = useTranslations('day')
  const lineOf = useOpeningLines(words)
  const now = useWatched(time)
  const checks = openingChecks({ queue, catalogue, day, before, devices, now })
  return (
    <FloorCard title={t('openTitle')} note={t('openHelp')}>
      <CheckList lines={checks.map(lineOf)} />
    </FloorCard>
  )
}

type ReceptionCardProps = { reception: Reception | null; acts: FloorActs; words: CenterWords }

function ReceptionCard({ reception, acts, words }: ReceptionCardProps) {
  const t = useTranslations('day')
  const isAgain = reception?.state === 'closed'
  return (
    <section
      aria-label={t('title')}
      className="flex flex-wrap items-center gap-4 rounded-2xl border border-line bg-surface p-5"
    >
      <p className="flex-1 basis-80 font-bold text-xl leading-snug">{stateText(reception, words, t)}</p>
      {reception?.state !== 'open' && (
        <AskedAction
          acts={acts}
          tone="primary"
          command={{ kind: 'open_day' }}
          name={isAgain ? t('reopenDay') : t('openDay')}
          label={isAgain ? t('reopenDay') : t('openDay')}
          ask={isAgain ? t('reopenAsk') : t('openAsk')}
          text={isAgain ? t('reopenText') : t('openText')}
        />
      )}
    </section>
  )
}

function stateText(
  reception: Reception | null,
  words: CenterWords,
  t: ReturnType<typeof useTranslations<'day'>>,
): string {
  if (!reception) return t('state.unopened')
  const agent = reception.by === null ? t('state.administrator') : words.agent(reception.by)
  if (reception.state === 'open') return t('state.open', { time: words.time(reception.openedAt), agent })
  const time = words.time(reception.closedAt)
  return reception.code === 'forgotten' ? t('state.forgotten', { time }) : t('state.closed', { time, agent })
}

'use client'

import type { ReactNode } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { ArrowRightIcon } from '@/components/ui/icons'
import type { DurationMs } from '@/lib/domain/ids'
import { CALLS_BEFORE_NO_SHOW } from '@/lib/domain/serve'
import { timerText } from '@/lib/i18n/formats'
import type { AgentPost, AgentProps } from './agent-types'
import type { DeskSheetPart } from './desk-buttons'
import { Key } from './key-cap'
import { finishOf, isBetween, noShowWaitMs, type PrimaryAction, primaryActionOf, recallWaitMs } from './post-actions'
import type { StationSheetPart } from './station-sheet'
import { UndoBar } from './undo-bar'
import { stepName, stepsOfVisit } from './visit-steps'

type ActionBarProps = AgentProps & {
  post: AgentPost
  onChoose: (part: StationSheetPart) => void
  onDesk: (part: DeskSheetPart) => void
}

/** One large button that always says what comes next; the rest beside it, as much as one line holds. */
export function ActionBar(props: ActionBarProps) {
  const { post, current } = props
  const t = useTranslations('agent')
  const ticket = current?.ticket ?? null
  return (
    <nav
      aria-label={t('actions')}
      className="sticky bottom-0 flex flex-wrap items-center gap-3 border-line border-t bg-surface px-4 py-3 max-sm:gap-2 sm:px-6"
    >
      <UndoBar {...props} />
      <Primary {...props} />
      {ticket?.state === 'called' && (
        <>
          <Recall {...props} />
          <NoShow {...props} />
          <More {...props} />
        </>
      )}
      {ticket?.state === 'serving' && <NextStep {...props} />}
      {ticket?.state === 'serving' && <ServingActions {...props} />}
      {isBetween(post, ticket) && <FreeActions {...props} />}
    </nav>
  )
}

const PRIMARY_LABELS = {
  open_station: 'openStation',
  call_next: 'callNext',
  start: 'start',
  complete: 'complete',
  end_break: 'aside.endBreak',
  end_walk_in: 'complete',
} as const

const PRIMARY_KEYS: Record<PrimaryAction, string | null> = {
  open_station: null,
  call_next: 'N',
  start: 'S',
  complete: 'F',
  end_break: 'P',
  end_walk_in: 'F',
}

/** Stays one and the same button through all states, so that a double tap on "call" never starts a service. */
function Primary({ post, current, waiting, autoNext, act, takePost }: ActionBarProps) {
  const t = useTranslations('agent')
  const action = primaryActionOf(post, current?.ticket ?? null)
  const key = PRIMARY_KEYS[action]
  const finish = finishOf(autoNext, post)
  function press() {
    if (action === 'open_station') takePost(post.station.id)
    else if (action === 'complete') act({ kind: finish })
    else act({ kind: action })
  }
  return (
    <Button
      size="staff"
      className="min-w-80 max-sm:w-full"
      disabled={action === 'call_next' && waiting.length === 0}
      onPress={press}
      {...(key ? { shortcut: key } : {})}
    >
      {t(action === 'complete' && finish === 'complete_and_call' ? 'completeAndCall' : PRIMARY_LABELS[action])}
      <ArrowRightIcon className="size-7" />
      {key && <Key letter={key} />}
    </Button>
  )
}

function Recall({ current, now, act }: ActionBarProps) {
  const t = useTranslations('agent')
  const ticket = current?.ticket ?? null
  const waitMs = recallWaitMs(ticket, now)
  const calls = String(ticket?.calls ?? 0)
  return (
    <Secondary letter="R" isOff={waitMs !== 0} onPress={() => act({ kind: 'recall' })}>
      <span>
        {t('recall')}{' '}
        <span className="max-sm:hidden">{t('recallCount', { calls, most: String(CALLS_BEFORE_NO_SHOW) })}</span>
      </span>
      <TimeLeft waitMs={waitMs} />
    </Secondary>
  )
}

function NoShow({ current, now, act }: ActionBarProps) {
  const t = useTranslations('agent')
  const waitMs = noShowWaitMs(current?.ticket ?? null, now)
  return (
    <Secondary letter="A" isOff={waitMs !== 0} onPress={() => act({ kind: 'no_show' })}>
      {t('noShow')}
      <TimeLeft waitMs={waitMs} />
    </Secondary>
  )
}

/** The visit goes on elsewhere: one tap, and one ticket for the whole of it. */
function NextStep({ current, catalogue, act }: ActionBarProps) {
  const t = useTranslations('agent')
  const language = useLocale()
  const { next } = stepsOfVisit(current?.ticket ?? null, catalogue)
  if (!next) return null
  return (
    <Button tone="secondary" size="staff" className="max-sm:w-full" onPress={() => act({ kind: 'next_step' })}>
      {t('nextStep', { step: stepName(next, language) })}
    </Button>
  )
}

/** What one line does not hold. */
function More({ onChoose }: ActionBarProps) {
  const t = useTranslations('agent')
  return (
    <div className="ml-auto flex max-sm:ml-0 max-sm:min-w-0 max-sm:flex-1">
      <Secondary onPress={() => onChoose('more')} opensSheet>
        {t('more')}
      </Secondary>
    </div>
  )
}

/** With the citizen before him an agent has room for each; on a small screen they are behind one button. */
function ServingActions(props: ActionBarProps) {
  const { act, onChoose, autoNext } = props
  const t = useTranslations('agent')
  return (
    <>
      <div className="ml-auto hidden gap-3 lg:flex">
        <Secondary letter="T" onPress={() => onChoose('transfer')} opensSheet>
          {t('transfer')}
        </Secondary>
        <Secondary letter="P" onPress={() => onChoose('park')} opensSheet>
          {t('park')}
        </Secondary>
        {autoNext ? (
          <More {...props} />
        ) : (
          <Secondary onPress={() => act({ kind: 'requeue' })}>{t('requeue')}</Secondary>
        )}
      </div>
      <div className="flex max-sm:w-full sm:ml-auto lg:hidden">
        <More {...props} />
      </div>
    </>
  )
}

/** Between two citizens. */
function FreeActions({ act, onDesk }: ActionBarProps) {
  const t = useTranslations('agent')
  return (
    <div className="ml-auto flex gap-3 max-sm:ml-0 max-sm:w-full max-sm:flex-wrap max-sm:gap-2">
      <Secondary onPress={() => onDesk('walk_in')} opensSheet>
        {t('aside.walkIn')}
      </Secondary>
      <Secondary letter="P" onPress={() => onDesk('break')} opensSheet>
        {t('aside.break')}
      </Secondary>
      <Secondary onPress={() => act({ kind: 'close_station' })}>{t('closeStation')}</Secondary>
    </div>
  )
}

type SecondaryProps = {
  onPress: () => void
  /** The key that does the same. */
  letter?: string
  isOff?: boolean
  opensSheet?: boolean
  children: ReactNode
}

function Secondary({ onPress, letter, isOff = false, opensSheet = false, children }: SecondaryProps) {
  return (
    <Button
      tone="secondary"
      disabled={isOff}
      onPress={onPress}
      opensSheet={opensSheet}
      {...(letter ? { shortcut: letter } : {})}
      className="max-sm:min-w-0 max-sm:flex-1 max-sm:flex-col max-sm:gap-0 max-sm:px-2 max-sm:text-base"
    >
      {children}
      {letter && <Key letter={letter} />}
    </Button>
  )
}

/** Until the button may be pressed. */
function TimeLeft({ waitMs }: { waitMs: DurationMs | null }) {
  if (waitMs === null || waitMs === 0) return null
  return <span className="font-medium tabular">{timerText(waitMs + 999)}</span>
}

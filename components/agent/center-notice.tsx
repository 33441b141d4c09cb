'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { CheckIcon, InfoIcon, UrgentIcon } from '@/components/ui/icons'
import type { CenterLook } from '@/lib/domain/center-watch'
import type { EventId } from '@/lib/domain/ids'
import type { AgentPost, AgentProps } from './agent-types'
import { CenterPanel } from './center-panel'
import { alertWords, type CenterWords, useCenterWords } from './center-words'

/**
 * For supervisors: one quiet line on the center. On demand the rest takes the place of the ticket and the queue, over
 * the same buttons, until they are wanted: with the next move of the own station it goes away by itself.
 */
export function CenterNotice(props: AgentProps & { post: AgentPost }) {
  const { center, catalogue, current, status } = props
  const words = useCenterWords(catalogue)
  const move = current?.ticket.head ?? null
  const [shownAt, show] = useState<{ readonly move: EventId | null } | null>(null)
  if (!center) return null
  const { t } = words
  const quiet = center.look.isAlone ? t('center.unheard', { time: words.time(status.since) }) : t('center.quiet')
  const isShown = shownAt !== null && shownAt.move === move
  return (
    <section
      aria-label={t('center.label')}
      data-shown={isShown ? '' : undefined}
      className="peer flex flex-col gap-3 px-4 pt-3 sm:px-6 data-shown:min-h-0 data-shown:flex-1 data-shown:pb-4"
    >
      <div
        className={`flex shrink-0 items-center justify-end gap-3 rounded-2xl border-l-8 py-1.5 pr-2 pl-4 ${isShown ? 'max-sm:flex-wrap' : ''} ${groundOf(center.look)}`}
      >
        <Line look={center.look} words={words} quiet={quiet} isWide={isShown} />
        {isShown && current && (
          <span className="rounded-lg bg-green px-3 font-extrabold text-2xl text-white">{current.ticket.number}</span>
        )}
        <Button
          tone="plain"
          size="small"
          label={t(isShown ? 'center.hideLabel' : 'center.showLabel')}
          onPress={() => show(isShown ? null : { move })}
        >
          {t(isShown ? 'center.hide' : 'center.show')}
        </Button>
      </div>
      {isShown && <CenterPanel {...props} center={center} words={words} />}
    </section>
  )
}

/** Red is for what a person must see to now. */
function groundOf({ alerts: [worst] }: CenterLook): string {
  if (!worst) return 'border-line-strong bg-surface text-ink'
  return worst.isUrgent ? 'border-alert bg-alert-tint text-alert' : 'border-gold bg-gold-tint text-gold-ink'
}

type LineProps = { look: CenterLook; words: CenterWords; quiet: string; isWide: boolean }

function Line({ look, words, quiet, isWide }: LineProps) {
  const { t } = words
  const [worst, ...others] = look.alerts
  const Sign = worst ? (worst.isUrgent ? UrgentIcon : InfoIcon) : look.isAlone ? InfoIcon : CheckIcon
  return (
    <p
      role="status"
      className={`flex min-w-0 flex-1 items-center gap-3 text-lg leading-snug max-sm:text-base ${isWide ? 'max-sm:basis-full' : ''}`}
    >
      <Sign className="size-6" />
      <span className="min-w-0">
        <strong className="font-semibold">{worst ? alertWords(worst, words).what : quiet}</strong>
        {others.length > 0 && (
          <>
            <span className="ml-3 max-sm:hidden">{t('center.more', { count: others.length })}</span>
            <span className="ml-3 whitespace-nowrap sm:hidden">
              {t('center.others', { count: String(others.length) })}
            </span>
          </>
        )}
      </span>
    </p>
  )
}

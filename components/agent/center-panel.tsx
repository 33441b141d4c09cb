'use client'

import type { ReactNode } from 'react'
import type { CenterWatch } from '@/lib/client/use-center-watch'
import type { AgentPost, AgentProps } from './agent-types'
import { CenterAdvice } from './center-advice'
import { CenterAlerts } from './center-alerts'
import { CenterFigures } from './center-figures'
import { CenterStations } from './center-stations'
import type { CenterWords } from './center-words'

export type CenterProps = AgentProps & { post: AgentPost; center: CenterWatch; words: CenterWords }

/** The center at a glance: what is the matter, what could be changed, who works where, and how the day went. */
export function CenterPanel(props: CenterProps) {
  const { words, status, center } = props
  const { t } = words
  return (
    <div className="rounded-2xl border border-line bg-surface px-5 py-4 max-sm:px-4 lg:min-h-0 lg:flex-1 lg:overflow-auto">
      {center.look.isAlone && (
        <p className="mb-4 font-semibold text-gold-ink text-lg">
          {t('center.alone', { time: words.time(status.since) })}
        </p>
      )}
      <div className="grid gap-x-10 gap-y-6 lg:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-6">
          <CenterAlerts {...props} />
          {!center.look.isAlone && <CenterAdvice {...props} />}
        </div>
        <div className="flex min-w-0 flex-col gap-6">
          <CenterStations {...props} />
          <CenterFigures {...props} />
        </div>
      </div>
    </div>
  )
}

export function CenterPart({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="min-w-0">
      <h2 className="mb-2 font-bold text-green text-xl">{title}</h2>
      {children}
    </section>
  )
}

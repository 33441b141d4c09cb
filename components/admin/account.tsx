'use client'

import Link from 'next/link'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { endSession, type FormOutcome, signOutEverywhere } from '@/lib/client/people'
import type { SessionId } from '@/lib/domain/person'
import { leaveAfter } from './console-frame'
import { SessionTable, type ShownSession } from './session-table'
import { PageTitle } from './ui/page-title'

type AccountProps = {
  sessions: readonly ShownSession[]
  timeZone: string
}

type News = 'ended' | Extract<FormOutcome, { ok: false }>['problem']

/** A person's own account: where he is signed in, and the ways to end that. */
export function Account({ sessions, timeZone }: AccountProps) {
  const t = useTranslations('admin')
  const [ended, setEnded] = useState<ReadonlySet<SessionId>>(new Set())
  const [news, setNews] = useState<News | null>(null)
  const [isBusy, setBusy] = useState(false)

  async function end(session: SessionId) {
    setBusy(true)
    const outcome = await endSession(session)
    setBusy(false)
    if (outcome.ok) setEnded(new Set([...ended, session]))
    setNews(outcome.ok ? 'ended' : outcome.problem)
  }
  async function endAll() {
    setBusy(true)
    const outcome = await signOutEverywhere()
    leaveAfter(outcome, 'signedOutEverywhere')
    if (!outcome.ok) setNews(outcome.problem)
    setBusy(false)
  }
  return (
    <>
      <PageTitle title={t('home')}>
        <PasswordLink />
      </PageTitle>
      <section aria-labelledby="sessions" className="rounded-3xl border border-line bg-surface p-5 sm:p-7">
        <div className="mb-4 flex flex-wrap items-end gap-4">
          <div className="min-w-60 flex-1">
            <h2 id="sessions" className="font-bold text-2xl">
              {t('sessionsTitle')}
            </h2>
            <p className="max-w-2xl text-ink-soft">{t('sessionsHelp')}</p>
          </div>
          <Button tone="secondary" size="small" busy={isBusy} onPress={() => void endAll()}>
            {t('endAll')}
          </Button>
        </div>
        {news !== null && <NewsLine news={news} />}
        <SessionTable
          sessions={sessions.filter(({ id }) => !ended.has(id))}
          timeZone={timeZone}
          isBusy={isBusy}
          onEnd={session => void end(session)}
        />
      </section>
    </>
  )
}

function NewsLine({ news }: { news: News }) {
  const t = useTranslations()
  return (
    <div className="mb-4">
      <Notice kind="note">{news === 'ended' ? t('admin.ended') : t(`signIn.problem.${news}`)}</Notice>
    </div>
  )
}

function PasswordLink() {
  const t = useTranslations('signIn')
  return (
    <Link
      href="/admin/password"
      className="inline-flex min-h-11 items-center rounded-lg border-2 border-green bg-surface px-4 font-semibold text-green hover:bg-green-tint"
    >
      {t('changeTitle')}
    </Link>
  )
}

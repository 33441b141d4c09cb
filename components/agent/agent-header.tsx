'use client'

import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Emblem } from '@/components/ui/emblem'
import { LockIcon } from '@/components/ui/icons'
import { LanguageSwitch } from '@/components/ui/language-switch'
import { StatusChip } from '@/components/ui/status-chip'
import { type Agent, nameIn } from '@/lib/domain/catalogue'
import { clockTime } from '@/lib/i18n/formats'
import type { AgentPost, AgentProps } from './agent-types'

/** Where, who, when, and the state of the link: the same line on every view. */
export function AgentHeader(props: AgentProps) {
  const { catalogue, status, now, post, held, current, leavePost, staff, language, onLanguageChange } = props
  const t = useTranslations()
  const { center } = catalogue
  const isUnverified = staff.state.kind === 'open' && !staff.state.shift.isVerified
  return (
    <header className="flex flex-wrap items-center gap-x-6 gap-y-2 border-line border-b bg-surface px-4 py-2.5 sm:px-6">
      <div className="flex min-w-0 flex-1 items-center gap-3">
        <Emblem className="size-11 max-sm:hidden" />
        <p className="min-w-0 leading-tight">
          <span className="block font-bold text-lg">
            {post ? t('agent.post', { station: post.station.number }) : nameIn(language, center)}
          </span>
          {post && <PostLine post={post} centerName={nameIn(language, center)} />}
          {isUnverified && <span className="block font-semibold text-gold-ink">{t('staff.unverified')}</span>}
        </p>
      </div>
      <div className="contents items-center gap-3 sm:ml-auto sm:flex">
        {post && !post.open && !current && (
          <Button tone="secondary" size="small" onPress={leavePost}>
            {t('staff.leavePost')}
          </Button>
        )}
        {staff.state.kind === 'open' && !held?.hasCitizen && (
          <Button tone="secondary" size="small" label={t('staff.lock')} onPress={staff.lock}>
            <LockIcon className="size-6" />
            <span className="max-sm:hidden">{t('staff.lock')}</span>
          </Button>
        )}
        <LanguageSwitch tone="secondary" size="small" language={language} onChange={onLanguageChange} />
        <time className="font-semibold text-xl tabular max-sm:hidden">{clockTime(now, center.timeZone)}</time>
        <div className="flex justify-end text-base max-sm:basis-full sm:text-lg">
          <StatusChip status={status} />
        </div>
      </div>
    </header>
  )
}

function PostLine({ post, centerName }: { post: AgentPost; centerName: string }) {
  return (
    <span className="block truncate text-ink-soft">
      {fullName(post.agent)} <span className="max-sm:hidden">· {centerName}</span>
    </span>
  )
}

export function fullName({ firstName, lastName }: Agent): string {
  return `${firstName} ${lastName}`
}

'use client'

import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import type { LiveQueue } from '@/lib/client/use-floor'
import { clockTime } from '@/lib/i18n/formats'

/** What the reader must know of the age of what stands below. Nothing while it is of this second. */
export function LiveNotice({ live, timeZone }: { live: LiveQueue; timeZone: string }) {
  const t = useTranslations('floor')
  const { off, status, isRead } = live
  if (off === null) return null
  if (off === 'offline')
    return (
      <Notice kind="note">
        {isRead ? t('since', { time: clockTime(status.since, timeZone) }) : t('notConnected')}
      </Notice>
    )
  if (off === 'not_allowed') return <Notice kind="act">{t('notAllowed')}</Notice>
  const isSignedOut = off === 'signed_out'
  const act = () => (isSignedOut ? location.assign(`/admin/sign-in?to=${location.pathname}`) : location.reload())
  return (
    <Notice
      kind="act"
      action={
        <Button size="small" onPress={act}>
          {isSignedOut ? t('signInAgain') : t('reload')}
        </Button>
      }
    >
      {isSignedOut ? t('signedOut') : t('halted')}
    </Notice>
  )
}

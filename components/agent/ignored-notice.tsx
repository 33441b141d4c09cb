'use client'

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import type { IgnoredWork } from '@/lib/client/agent-desk'

/** What was attempted, in the words of the center. A new type of event does not compile without one. */
const WORDS = {
  'day.opened.v1': 'server',
  'device.rostered.v1': 'server',
  'staff.rostered.v1': 'server',
  'clock.corrected.v1': 'server',
  'device.revoked.v1': 'server',
  'log.sealed.v1': 'seal',
  'station.opened.v1': 'station',
  'station.closed.v1': 'station',
  'station.break_started.v1': 'station',
  'station.break_ended.v1': 'station',
  'station.walk_in_started.v1': 'station',
  'station.walk_in_ended.v1': 'station',
  'staff.signed_in.v1': 'server',
  'reception.opened.v1': 'server',
  'reception.closed.v1': 'server',
  'service.suspended.v1': 'supervise',
  'service.resumed.v1': 'supervise',
  'kiosk.paused.v1': 'supervise',
  'kiosk.resumed.v1': 'supervise',
  'alert.acknowledged.v1': 'server',
  'ticket.checked_in.v1': 'check_in',
  'ticket.printed.v1': 'paper',
  'ticket.print_failed.v1': 'paper',
  'ticket.called.v1': 'call',
  'ticket.recalled.v1': 'call',
  'ticket.service_started.v1': 'start',
  'ticket.completed.v1': 'complete',
  'ticket.no_show.v1': 'no_show',
  'ticket.set_back.v1': 'no_show',
  'ticket.requeued.v1': 'move',
  'ticket.parked.v1': 'move',
  'ticket.resumed.v1': 'move',
  'ticket.transferred.v1': 'move',
  'ticket.reclassified.v1': 'move',
  'ticket.undone.v1': 'move',
  'ticket.remarked.v1': 'note',
  'ticket.time_flagged.v1': 'note',
  'ticket.reopened.v1': 'move',
  'ticket.emergency_granted.v1': 'priority',
  'ticket.head_start_removed.v1': 'priority',
  'ticket.closed.v1': 'supervise',
  'advice.followed.v1': 'supervise',
} as const satisfies Record<IgnoredWork['type'], string>

/** The list of a broken device may be long; the supervisor needs to know which devices, not each act. */
const LINES_MOST = 8

/** For supervisors: how much was kept and ignored, and on demand by whom. Nothing waits for it. */
export function IgnoredNotice({ ignored }: { ignored: readonly IgnoredWork[] }) {
  const t = useTranslations('ignored')
  const [isShown, setShown] = useState(false)
  const count = ignored.reduce((sum, line) => sum + line.count, 0)
  return (
    <section aria-label={t('list')} className="flex flex-col gap-2">
      <Notice
        kind="note"
        action={
          <Button tone="plain" onPress={() => setShown(!isShown)}>
            {t(isShown ? 'hide' : 'show')}
          </Button>
        }
      >
        {t('title', { count })}
      </Notice>
      {isShown && (
        <div className="max-h-[40dvh] overflow-auto rounded-2xl border border-line bg-surface px-5 py-3">
          <ul className="grid gap-x-8 gap-y-2 sm:grid-cols-2">
            {ignored.slice(0, LINES_MOST).map(line => (
              <IgnoredLine key={`${line.device} ${line.type}`} {...line} />
            ))}
          </ul>
          <p className="mt-3 text-ink-soft text-lg">{t('next')}</p>
        </div>
      )}
    </section>
  )
}

function IgnoredLine({ device, surface, type, count }: IgnoredWork) {
  const t = useTranslations('ignored')
  return (
    <li className="flex items-baseline gap-3 text-lg leading-tight">
      <strong className="min-w-12 text-right tabular">{t('times', { count: String(count) })}</strong>
      <span className="min-w-0">
        <span className="block font-semibold">{t(WORDS[type])}</span>
        <span className="block text-ink-soft">{t(`by.${surface ?? 'unknown'}`, { device })}</span>
      </span>
    </li>
  )
}

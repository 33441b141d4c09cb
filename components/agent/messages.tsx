'use client'

import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import type { LostCall } from '@/lib/client/use-agent'
import { clockTime, spokenTime } from '@/lib/i18n/formats'
import type { AgentPost, AgentProps } from './agent-types'
import { ClockNotice } from './clock-notice'
import { IgnoredNotice } from './ignored-notice'

/** What the agent must know, in one place under the header: nothing is covered, and work goes on. */
export function Messages(props: AgentProps & { post: AgentPost }) {
  const { catalogue, status, lostCall, refusal, ignored, wrongClocks, act } = props
  const t = useTranslations()
  const notes = ignored.length + wrongClocks.length
  if (status.rung !== 'offline' && !lostCall && !refusal && notes === 0) return null
  return (
    <div className="flex flex-col gap-3 px-4 pt-3 sm:px-6">
      {lostCall && <LostCallNotice {...props} lostCall={lostCall} />}
      {refusal && (
        <Notice
          kind={refusal === 'not_durable' ? 'act' : 'note'}
          action={<Dismiss onPress={() => act({ kind: 'dismiss' })} />}
        >
          {t(`staffRefusal.${refusal}`)}
        </Notice>
      )}
      {status.rung === 'offline' && (
        <Notice kind="note">
          {t('agent.offlineBar', { time: clockTime(status.since, catalogue.center.timeZone) })}
        </Notice>
      )}
      {wrongClocks.length > 0 && <ClockNotice wrongClocks={wrongClocks} />}
      {ignored.length > 0 && <IgnoredNotice ignored={ignored} />}
    </div>
  )
}

/** The loser of a conflict is told at once, with the next ticket one tap away. */
function LostCallNotice(props: AgentProps & { post: AgentPost; lostCall: LostCall }) {
  const { catalogue, current, post, lostCall, language, act } = props
  const t = useTranslations()
  const { number, station, at, isUndo } = lostCall
  const time = spokenTime(at, language, catalogue.center.timeZone)
  function callNext() {
    act({ kind: 'dismiss' })
    act({ kind: 'call_next' })
  }
  return (
    <Notice
      kind="act"
      title={t(isUndo ? 'agent.lostUndoTitle' : 'agent.lostCallTitle')}
      action={
        current || post.occupation ? (
          <Dismiss onPress={() => act({ kind: 'dismiss' })} />
        ) : (
          <Button tone="alert" size="staffSecondary" onPress={callNext}>
            {t('agent.callNext')}
          </Button>
        )
      }
    >
      {t(`staffRefusal.${isUndo ? 'lost_undo' : 'lost_call'}`, { number, station, time })}
    </Notice>
  )
}

function Dismiss({ onPress }: { onPress: () => void }) {
  const t = useTranslations('agent')
  return (
    <Button tone="plain" size="small" onPress={onPress}>
      {t('dismiss')}
    </Button>
  )
}

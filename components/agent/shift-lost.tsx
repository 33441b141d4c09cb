'use client'

import { useTranslations } from 'use-intl'
import { Notice } from '@/components/ui/notice'
import type { LostPost } from '@/lib/client/agent-post'
import { spokenTime } from '@/lib/i18n/formats'
import type { AgentProps } from './agent-types'
import { useHolderName } from './shift-holder'

/** Whoever loses his station is told on his own tablet: to whom, where and when. */
export function ShiftLost({ lost, catalogue, language, device }: AgentProps & { lost: LostPost }) {
  const t = useTranslations('staff.lost')
  const name = useHolderName({ catalogue })(lost.agent)
  const station = catalogue.stations.find(({ id }) => id === lost.station)?.number ?? ''
  const time = spokenTime(lost.at, language, catalogue.center.timeZone)
  const said = lost.kind === 'moved' ? 'moved' : lost.device === device ? 'takenHere' : 'taken'
  return (
    <Notice kind={lost.kind === 'moved' ? 'note' : 'act'}>
      {t(said, { name, station, time, device: lost.device })}
    </Notice>
  )
}

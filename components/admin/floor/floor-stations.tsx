'use client'

import { useTranslations } from 'use-intl'
import type { CenterWords } from '@/components/agent/center-words'
import type { FloorStation } from '@/lib/domain/floor'
import type { DeviceId, InstantMs } from '@/lib/domain/ids'
import { numberOf } from '@/lib/domain/ticket-number'
import { AskedAction, type FloorActs } from './floor-action'
import { FloorCard } from './floor-card'
import { Timer } from './floor-time'

type FloorStationsProps = {
  stations: readonly FloorStation[]
  /** Tablets that nothing is heard of. */
  away: ReadonlySet<DeviceId>
  words: CenterWords
  acts: FloorActs
}

/** Who works where, and on what. */
export function FloorStations({ stations, away, words, acts }: FloorStationsProps) {
  const t = useTranslations('floor')
  return (
    <FloorCard title={t('stations')}>
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(15rem,1fr))] gap-3">
        {stations.map(each => (
          <StationCard
            key={each.station}
            each={each}
            isAway={each.device !== null && away.has(each.device)}
            words={words}
            acts={acts}
          />
        ))}
      </ul>
    </FloorCard>
  )
}

const LOOKS: Record<FloorStation['state'], string> = {
  closed: 'border-line bg-ground text-ink-soft',
  free: 'border-line-strong bg-surface',
  called: 'border-gold bg-gold-tint',
  serving: 'border-green bg-green-tint',
  break: 'border-line-strong bg-ground',
  walk_in: 'border-green bg-green-tint',
}

type StationCardProps = { each: FloorStation; isAway: boolean; words: CenterWords; acts: FloorActs }

function StationCard({ each, isAway, words, acts }: StationCardProps) {
  const t = useTranslations('floor')
  const { station, state, agent, ticket, occupation, since } = each
  const number = words.station(station)
  return (
    <li className={`flex flex-col rounded-xl border-2 px-3 py-2 leading-snug ${LOOKS[state]}`}>
      <p className="flex items-baseline justify-between gap-2">
        <span className="font-bold text-lg">{t('station', { station: number })}</span>
        <span className="font-semibold">{isAway ? t('stationState.lost') : t(`stationState.${state}`)}</span>
      </p>
      {state !== 'closed' && <p>{words.agent(agent)}</p>}
      <p className="flex items-baseline justify-between gap-2 tabular">
        {occupation ? (
          <span>{words.occupation(occupation)}</span>
        ) : (
          <span className="font-bold text-2xl">{ticket ? numberOf(ticket) : ''}</span>
        )}
        {since !== null && <Since at={since} />}
      </p>
      {state !== 'closed' && (
        <div className="mt-auto pt-1 text-right">
          <AskedAction
            acts={acts}
            command={{ kind: 'release_station', station }}
            name={t('release')}
            label={t('releaseNamed', { station: number })}
            ask={t('releaseAsk', { station: number })}
            text={t('releaseText')}
          />
        </div>
      )}
    </li>
  )
}

function Since({ at }: { at: InstantMs }) {
  return (
    <span className="font-semibold">
      <Timer since={at} />
    </span>
  )
}

'use client'

import type { WatchedStation } from '@/lib/domain/center-watch'
import { numberOf } from '@/lib/domain/ticket-number'
import { minutesText } from '@/lib/i18n/formats'
import { CenterPart, type CenterProps } from './center-panel'
import { ReleaseStation } from './center-release'
import type { CenterWords } from './center-words'

/** Who works where, and on what: also the way to a station whose tablet is lost, which no device can tell. */
export function CenterStations(props: CenterProps) {
  const { words, center, post, now, openStations } = props
  // A station that was just released goes at once, not with the next look.
  const open = center.look.stations.filter(({ station }) => openStations.some(each => each.station === station))
  const { t } = words
  return (
    <CenterPart title={t('center.stations')}>
      <ul className="flex flex-col">
        {open.map(each => {
          const isOwn = each.station === post.station.id
          return (
            <li
              key={each.station}
              className="flex flex-wrap items-center gap-x-4 gap-y-1 border-line border-t py-1.5 text-lg leading-snug first:border-t-0"
            >
              <span className="min-w-24 font-bold">
                {t('center.station', { station: words.station(each.station) })}
              </span>
              <span className="min-w-0 flex-1 basis-52">
                <span className="block font-semibold">
                  {words.agent(each.agent)}
                  {isOwn && <span className="ml-2 font-normal text-ink-soft">{t('center.own')}</span>}
                </span>
                <span className="block text-ink-soft tabular">{doing(each, now, words)}</span>
              </span>
              {!isOwn && <ReleaseStation {...props} station={each.station} isShort />}
            </li>
          )
        })}
      </ul>
    </CenterPart>
  )
}

function doing(each: WatchedStation, now: number, words: CenterWords): string {
  const { since, lostSince } = each
  const { t, time } = words
  if (lostSince !== null) return t('center.lost', { time: time(lostSince) })
  const what = whatNow(each, words)
  return `${what}, ${minutesText(now - since)}`
}

function whatNow({ ticket, occupation }: WatchedStation, { t, occupation: why }: CenterWords): string {
  if (ticket) return t(`center.${ticket.state}`, { number: numberOf(ticket.id) })
  return occupation ? t(`center.${occupation.kind}`, { reason: why(occupation) }) : t('center.free')
}

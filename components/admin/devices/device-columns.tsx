'use client'

import type { ReactNode } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { StatusMark } from '@/components/admin/status-mark'
import type { TableColumn } from '@/components/admin/ui/data-table'
import { UrgentIcon } from '@/components/ui/icons'
import type { DeviceTrouble } from '@/lib/domain/floor-devices'
import type { InstantMs } from '@/lib/domain/ids'
import { WRONG_CLOCK_MS_MIN } from '@/lib/domain/server-word'
import { serviceDayOf } from '@/lib/domain/service-day'
import { clockTime, minutesText, shortDate } from '@/lib/i18n/formats'
import type { DeviceView } from './device-view'

const MEGABYTE = 1_000_000
const TONES = { connected: 'on', away: 'wait', unheard: 'wait', revoked: 'off' } as const

/** What the table tells of each device, and what it is sorted and found by. */
export function useDeviceColumns(timeZone: string): readonly TableColumn<DeviceView>[] {
  const t = useTranslations('devices')
  const words = useDeviceWords(timeZone)
  return [
    { id: 'device', label: t('column.device'), value: ({ row }) => row.label, cell: view => <Name view={view} /> },
    {
      id: 'state',
      label: t('column.state'),
      value: view => words.state(view).join(' '),
      cell: view => <State view={view} timeZone={timeZone} />,
    },
    {
      id: 'equipment',
      label: t('column.equipment'),
      value: view =>
        words
          .equipment(view)
          .map(({ text }) => text)
          .join(' '),
      cell: view => <Lines lines={words.equipment(view)} />,
    },
    {
      id: 'clock',
      label: t('column.clock'),
      value: view => words.clock(view),
      cell: view => <Lines lines={[{ text: words.clock(view), isUrgent: view.troubles.includes('wrong_clock') }]} />,
    },
    {
      id: 'storage',
      label: t('column.storage'),
      value: ({ health }) => health?.storage.usedBytes ?? 0,
      cell: view => <Lines lines={words.storage(view)} />,
    },
    {
      id: 'unsent',
      label: t('column.unsent'),
      isEnd: true,
      value: ({ health }) => health?.unsent ?? 0,
      cell: ({ health }) => (health ? String(health.unsent) : t('unknown')),
    },
    {
      id: 'version',
      label: t('column.version'),
      value: ({ health }) => health?.version ?? '',
      cell: view => <Version view={view} timeZone={timeZone} />,
    },
  ]
}

function useDeviceWords(timeZone: string) {
  const t = useTranslations('devices')
  const format = useFormatter()
  const megabytes = (bytes: number) => format.number(Math.ceil(bytes / MEGABYTE))
  const percentOf = (part: number, whole: number) =>
    format.number(whole > 0 ? part / whole : 0, { style: 'percent', maximumFractionDigits: 0 })
  return {
    /** Which, and since when or until when. */
    state({ state }: DeviceView): [string, string] {
      const { kind, since } = state
      if (since === null) return [t('state.never'), '']
      const time = dayAndTime(since, timeZone)
      if (kind === 'unheard') return [t('state.unheard'), t('lastHeard', { time })]
      return [t(`state.${kind}`), kind === 'revoked' ? t('revokedAt', { time }) : t('since', { time })]
    },
    /** What its surface has of it; a display prints nothing. */
    equipment({ row, health, healthAsOf, troubles }: DeviceView): Line[] {
      if (!health) return [{ text: t('unknown') }]
      const { surface } = row
      const isAny = (...of: DeviceTrouble[]) => of.some(trouble => troubles.includes(trouble))
      const printer = { text: t(`printer.${health.printer}`), isUrgent: isAny('printer_failed', 'printer_none') }
      const sound = { text: t(`sound.${health.sound}`), isUrgent: isAny('sound_blocked', 'sound_missing') }
      return [
        ...(surface === 'kiosk' ? [printer] : []),
        ...(surface === 'agent' ? [] : [sound]),
        { text: t(`screen.${health.screen}`) },
        ...(healthAsOf === null ? [] : [{ text: t('asOf', { time: dayAndTime(healthAsOf, timeZone) }) }]),
      ]
    },
    clock({ clockOffsetMs }: DeviceView): string {
      if (clockOffsetMs === null) return t('unknown')
      if (Math.abs(clockOffsetMs) <= WRONG_CLOCK_MS_MIN) return t('clockRight')
      const time = minutesText(Math.abs(clockOffsetMs))
      return clockOffsetMs < 0 ? t('clockAhead', { time }) : t('clockBehind', { time })
    },
    storage({ health, troubles }: DeviceView): Line[] {
      if (!health) return [{ text: t('unknown') }]
      const { usedBytes, quotaBytes, isProtected } = health.storage
      return [
        { text: t('stored', { used: megabytes(usedBytes), percent: percentOf(usedBytes, quotaBytes) }) },
        ...(troubles.includes('storage_full') ? [{ text: t('fullyStored'), isUrgent: true }] : []),
        { text: t(isProtected ? 'protected' : 'loose') },
      ]
    },
  }
}

function Name({ view: { row } }: { view: DeviceView }) {
  const t = useTranslations('devices')
  const digit = row.issuerDigit === null ? [] : [t('digit', { digit: String(row.issuerDigit) })]
  return (
    <>
      <span className="font-semibold">{row.label}</span>
      <span className="block whitespace-nowrap text-ink-soft">
        {[t(`surface.${row.surface}`), ...digit].join(', ')}
      </span>
    </>
  )
}

function State({ view, timeZone }: { view: DeviceView; timeZone: string }) {
  const [state, since] = useDeviceWords(timeZone).state(view)
  return (
    <>
      <StatusMark tone={TONES[view.state.kind]}>{state}</StatusMark>
      {since !== '' && <span className="block whitespace-nowrap text-ink-soft">{since}</span>}
    </>
  )
}

type Line = { readonly text: string; readonly isUrgent?: boolean }

/** What somebody must see to stands out, and nothing else of the same cell. */
function Lines({ lines }: { lines: readonly Line[] }): ReactNode {
  return lines.map(({ text, isUrgent }) => (
    <span
      key={text}
      className={`flex items-start gap-1.5 whitespace-nowrap leading-snug ${isUrgent ? 'font-semibold text-alert' : ''}`}
    >
      {isUrgent && <UrgentIcon className="mt-0.5 size-5 shrink-0" />}
      {text}
    </span>
  ))
}

/** A build is a long hash: its beginning tells one from another. */
function Version({ view: { row, health }, timeZone }: { view: DeviceView; timeZone: string }) {
  const t = useTranslations('devices')
  const day = shortDate(serviceDayOf(row.enrolledAt, timeZone))
  return (
    <>
      <span className="tabular">{health?.version.slice(0, 8) ?? t('unknown')}</span>
      <span className="block text-ink-soft">{t('enrolledOn', { day })}</span>
    </>
  )
}

/** Of today the time alone. */
function dayAndTime(at: InstantMs, timeZone: string): string {
  const day = serviceDayOf(at, timeZone)
  const time = clockTime(at, timeZone)
  return day === serviceDayOf(Date.now(), timeZone) ? time : `${shortDate(day)} ${time}`
}

'use client'

import type { ReactNode } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { UrgentIcon } from '@/components/ui/icons'
import { type DeviceSays, type FloorDevice, needsSomebody, troublesOf } from '@/lib/domain/floor-devices'
import type { DurationMs } from '@/lib/domain/ids'
import { WRONG_CLOCK_MS_MIN } from '@/lib/domain/server-word'
import { clockTime, minutesText } from '@/lib/i18n/formats'
import { AskedAction, type FloorActs } from './floor-action'
import { FloorCard } from './floor-card'

type FloorDevicesProps = { devices: readonly FloorDevice[]; timeZone: string; acts: FloorActs }

const HEADS = [
  'device',
  'state',
  'printer',
  'sound',
  'screen',
  'clock',
  'storage',
  'unsent',
  'beat',
  'version',
] as const

/** Every device of the center, those that need somebody first. */
export function FloorDevices({ devices, timeZone, acts }: FloorDevicesProps) {
  const t = useTranslations('floor')
  return (
    <FloorCard title={t('devices')}>
      {devices.length === 0 && <p className="text-ink-soft">{t('noDevices')}</p>}
      {devices.length > 0 && (
        <div className="overflow-x-auto">
          <table className="w-full whitespace-nowrap tabular">
            <thead>
              <tr className="border-line border-b-2 text-left text-ink-soft text-sm">
                {HEADS.map(head => (
                  <th key={head} scope="col" className="py-1.5 pr-3 font-semibold">
                    {t(head)}
                  </th>
                ))}
                <th scope="col" className="py-1.5 text-right font-semibold">
                  {t('action')}
                </th>
              </tr>
            </thead>
            <tbody>
              {devices.map(device => (
                <DeviceLine key={device.device} device={device} timeZone={timeZone} acts={acts} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </FloorCard>
  )
}

type DeviceLineProps = { device: FloorDevice; timeZone: string; acts: FloorActs }

function DeviceLine({ device, timeZone, acts }: DeviceLineProps) {
  const t = useTranslations('floor')
  const { label, surface, says, isConnected, heardAt } = device
  return (
    <tr className="border-line border-b last:border-0">
      <th scope="row" className="py-1.5 pr-3 text-left font-semibold leading-tight">
        {label} <span className="block font-normal text-ink-soft text-sm">{t(`surface.${surface}`)}</span>
      </th>
      <Cell>
        <Troubles device={device} />
      </Cell>
      <Cell>{surface === 'kiosk' && says ? t(`printerState.${says.printerSays ?? says.printer}`) : t('unknown')}</Cell>
      <Cell>{surface === 'display' && says ? t(`soundState.${says.sound}`) : t('unknown')}</Cell>
      <Cell>{says ? t(`screenState.${says.screen}`) : t('unknown')}</Cell>
      <Cell>
        <ClockOffset offsetMs={device.clockOffsetMs} />
      </Cell>
      <Cell>
        <Storage says={says} />
      </Cell>
      <Cell>{says ? says.unsent : t('unknown')}</Cell>
      <Cell>
        {isConnected ? t('here') : heardAt === null ? t('never') : t('heardAt', { time: clockTime(heardAt, timeZone) })}
      </Cell>
      <Cell>{says ? says.version.slice(0, 8) : t('unknown')}</Cell>
      <td className="py-1 text-right">{surface === 'kiosk' && <PauseKiosk device={device} acts={acts} />}</td>
    </tr>
  )
}

function Cell({ children }: { children: ReactNode }) {
  return <td className="py-1.5 pr-3">{children}</td>
}

function Troubles({ device }: { device: FloorDevice }) {
  const t = useTranslations('floor.trouble')
  const troubles = troublesOf(device)
  if (troubles.length === 0) return t('fine')
  const isNeeded = needsSomebody(device)
  return (
    <span
      className={`flex min-w-48 max-w-72 items-center gap-2 whitespace-normal leading-tight ${isNeeded ? 'font-bold' : ''}`}
    >
      {isNeeded && <UrgentIcon className="size-5 text-gold-ink" />}
      {troubles.map(trouble => t(trouble)).join(' · ')}
    </span>
  )
}

function ClockOffset({ offsetMs }: { offsetMs: DurationMs | null }) {
  const t = useTranslations('floor')
  if (offsetMs === null) return t('unknown')
  if (Math.abs(offsetMs) <= WRONG_CLOCK_MS_MIN) return t('clockRight')
  return t(offsetMs < 0 ? 'clockAhead' : 'clockBehind', { time: minutesText(Math.abs(offsetMs)) })
}

function Storage({ says }: { says: DeviceSays | null }) {
  const t = useTranslations('floor')
  const format = useFormatter()
  if (!says || says.storage.quotaBytes === 0) return t('unknown')
  const { usedBytes, quotaBytes, isProtected } = says.storage
  const percent = format.number(usedBytes / quotaBytes, { style: 'percent', maximumFractionDigits: 0 })
  return [t('storageUsed', { percent }), t(isProtected ? 'storageKept' : 'storageLoose')].join(', ')
}

function PauseKiosk({ device: { device, label, isPaused }, acts }: { device: FloorDevice; acts: FloorActs }) {
  const t = useTranslations('floor')
  const values = { device: label }
  return isPaused ? (
    <AskedAction
      acts={acts}
      command={{ kind: 'resume_kiosk', device }}
      name={t('resumeKiosk')}
      label={t('resumeKioskNamed', values)}
      ask={t('resumeKioskAsk', values)}
      text={t('resumeKioskText')}
    />
  ) : (
    <AskedAction
      acts={acts}
      command={{ kind: 'pause_kiosk', device }}
      name={t('pauseKiosk')}
      label={t('pauseKioskNamed', values)}
      ask={t('pauseKioskAsk', values)}
      text={t('pauseKioskText')}
    />
  )
}

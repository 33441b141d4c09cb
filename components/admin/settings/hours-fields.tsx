'use client'

import { useTranslations } from 'use-intl'
import type { CenterFields } from '@/lib/client/console'
import type { OpeningHours } from '@/lib/domain/catalogue'
import { FieldRow } from '../ui/field-parts'
import { GroupError } from '../ui/ordered-lines'
import { SwitchInput } from '../ui/switch-input'
import { TimeInput } from '../ui/time-input'
import type { Draft } from '../use-draft'

/** Monday first, as the week of a center is kept. */
const WEEKDAYS = ['day1', 'day2', 'day3', 'day4', 'day5', 'day6', 'day7'] as const

export function HoursFields({ draft: { fields, set } }: { draft: Draft<CenterFields> }) {
  const t = useTranslations('settings')
  const usual = { opensAt: fields.opensAt, closesAt: fields.closesAt }
  return (
    <>
      <FieldRow>
        <TimeInput
          name="opensAt"
          label={t('opensAt')}
          value={fields.opensAt || null}
          onChange={time => set('opensAt', time ?? '')}
        />
        <TimeInput
          name="closesAt"
          label={t('closesAt')}
          value={fields.closesAt || null}
          onChange={time => set('closesAt', time ?? '')}
        />
        <TimeInput
          name="lastTicketAt"
          label={t('lastTicketAt')}
          help={t('lastTicketHelp')}
          isOptional
          value={fields.lastTicketAt}
          onChange={time => set('lastTicketAt', time)}
        />
      </FieldRow>
      <SwitchInput
        label={t('weekly')}
        isOn={fields.weeklyHours !== null}
        onChange={isOn => set('weeklyHours', isOn ? WEEKDAYS.map(() => usual) : null)}
      />
      <GroupError name="weeklyHours" />
      {fields.weeklyHours !== null && (
        <Week week={fields.weeklyHours} usual={usual} onChange={week => set('weeklyHours', week)} />
      )}
    </>
  )
}

type Week = (OpeningHours | null)[]
type WeekProps = { week: Week; usual: OpeningHours; onChange: (week: Week) => void }

function Week({ week, usual, onChange }: WeekProps) {
  const t = useTranslations('settings')
  return (
    <ul className="flex flex-col divide-y divide-line">
      {WEEKDAYS.map((weekday, index) => (
        <WeekdayLine
          key={weekday}
          name={t(`weekday.${weekday}`)}
          hours={week[index] ?? null}
          usual={usual}
          onChange={hours => onChange(week.with(index, hours))}
        />
      ))}
    </ul>
  )
}

type WeekdayLineProps = {
  name: string
  hours: OpeningHours | null
  usual: OpeningHours
  onChange: (hours: OpeningHours | null) => void
}

function WeekdayLine({ name, hours, usual, onChange }: WeekdayLineProps) {
  const t = useTranslations('settings')
  return (
    <li className="flex min-h-20 flex-wrap items-center gap-x-6 gap-y-2 py-2">
      <div className="w-56">
        <SwitchInput
          label={name}
          help={hours ? t('isOpen') : t('isClosed')}
          isOn={hours !== null}
          onChange={isOpen => onChange(isOpen ? usual : null)}
        />
      </div>
      {hours && (
        <div className="grid grid-cols-2 gap-6">
          <TimeInput
            name="weekdayOpens"
            label={t('dayOpens', { day: name })}
            value={hours.opensAt || null}
            onChange={time => onChange({ ...hours, opensAt: time ?? '' })}
          />
          <TimeInput
            name="weekdayCloses"
            label={t('dayCloses', { day: name })}
            value={hours.closesAt || null}
            onChange={time => onChange({ ...hours, closesAt: time ?? '' })}
          />
        </div>
      )}
    </li>
  )
}

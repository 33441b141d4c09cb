'use client'

import { fromAbsolute } from '@internationalized/date'
import { DateField } from 'react-aria-components'
import type { InstantMs } from '@/lib/domain/ids'
import { FIELD, FieldLabel, FieldNotes, type FieldProps } from './field-parts'
import { notesOf } from './text-input'
import { TypedSegments } from './time-input'

type MomentInputProps = FieldProps & {
  /** Null when nothing stands in it. */
  value: InstantMs | null
  onChange: (value: InstantMs | null) => void
  /** Whose clocks show it. */
  timeZone: string
}

/** A day and a time by the clocks of a center, whatever those of the reader show. */
export function MomentInput({ value, onChange, timeZone, ...field }: MomentInputProps) {
  return (
    <DateField
      name={field.name}
      value={value === null ? null : fromAbsolute(value, timeZone)}
      placeholderValue={fromAbsolute(Date.now(), timeZone)}
      onChange={moment => onChange(moment === null ? null : moment.toDate().getTime())}
      granularity="minute"
      hourCycle={24}
      hideTimeZone
      shouldForceLeadingZeros
      isDisabled={field.isDisabled ?? false}
      className={FIELD}
    >
      <FieldLabel label={field.label} isOptional={field.isOptional ?? false} />
      <TypedSegments className="w-60" />
      <FieldNotes {...notesOf(field)} />
    </DateField>
  )
}

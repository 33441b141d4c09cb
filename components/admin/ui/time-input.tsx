'use client'

import { parseTime } from '@internationalized/date'
import { DateSegment, DateInput as Segments, TimeField } from 'react-aria-components'
import { BOX, FIELD, FieldLabel, FieldNotes, type FieldProps } from './field-parts'
import { notesOf } from './text-input'

type TimeInputProps = FieldProps & {
  /** `HH:MM`, or null when nothing stands in it. */
  value: string | null
  onChange: (value: string | null) => void
}

/** A local time of a day, by 24 hours in both languages. */
export function TimeInput({ value, onChange, ...field }: TimeInputProps) {
  return (
    <TimeField
      name={field.name}
      value={value === null ? null : parseTime(value)}
      onChange={time => onChange(time === null ? null : time.toString().slice(0, 5))}
      hourCycle={24}
      shouldForceLeadingZeros
      isDisabled={field.isDisabled ?? false}
      className={FIELD}
    >
      <FieldLabel label={field.label} isOptional={field.isOptional ?? false} />
      <TypedSegments className="w-28" />
      <FieldNotes {...notesOf(field)} />
    </TimeField>
  )
}

export function TypedSegments({ className }: { className: string }) {
  return (
    <Segments className={`${BOX} ${className} flex items-center tabular`}>
      {segment => (
        <DateSegment
          segment={segment}
          className="rounded px-0.5 outline-none data-[focused]:bg-green data-[placeholder]:text-ink-soft data-[focused]:text-white"
        />
      )}
    </Segments>
  )
}

'use client'

import { parseDate } from '@internationalized/date'
import { DateField } from 'react-aria-components'
import { ServiceDay } from '@/lib/domain/ids'
import { FIELD, FieldLabel, FieldNotes, type FieldProps } from './field-parts'
import { notesOf } from './text-input'
import { TypedSegments } from './time-input'

type DateInputProps = FieldProps & {
  /** Null when nothing stands in it. */
  value: ServiceDay | null
  onChange: (value: ServiceDay | null) => void
}

/** A day, typed in the order of the language: `03/03/2025`. */
export function DateInput({ value, onChange, ...field }: DateInputProps) {
  return (
    <DateField
      name={field.name}
      value={value === null ? null : parseDate(value)}
      onChange={date => onChange(date === null ? null : ServiceDay.parse(date.toString()))}
      shouldForceLeadingZeros
      isDisabled={field.isDisabled ?? false}
      className={FIELD}
    >
      <FieldLabel label={field.label} isOptional={field.isOptional ?? false} />
      <TypedSegments className="w-40" />
      <FieldNotes {...notesOf(field)} />
    </DateField>
  )
}

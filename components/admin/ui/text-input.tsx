'use client'

import { Input, TextArea, TextField } from 'react-aria-components'
import type { Language } from '@/lib/domain/ids'
import { FIELD, FieldLabel, FieldNotes, type FieldProps, INPUT } from './field-parts'

export type TextInputProps = FieldProps & {
  value: string
  onChange: (value: string) => void
  maxLength: number
  /** More lines than one. */
  rows?: number
  /** The language of what is typed, for spelling and for readers. */
  language?: Language
  /** Codes and numbers: shown as they are kept. */
  isCapital?: boolean
  autoFocus?: boolean
}

export function TextInput(props: TextInputProps) {
  const { name, value, onChange, maxLength, rows, language, isCapital = false } = props
  const look = { lang: language, className: `${INPUT} ${isCapital ? 'uppercase' : ''}` }
  return (
    <TextField
      name={name}
      value={value}
      onChange={typed => onChange(isCapital ? typed.toUpperCase() : typed)}
      maxLength={maxLength}
      isDisabled={props.isDisabled ?? false}
      autoFocus={props.autoFocus ?? false}
      autoComplete="off"
      spellCheck={isCapital ? 'false' : 'true'}
      className={FIELD}
    >
      <FieldLabel label={props.label} isOptional={props.isOptional ?? false} />
      {rows === undefined ? <Input {...look} /> : <TextArea rows={rows} {...look} />}
      <FieldNotes {...notesOf(props)} />
    </TextField>
  )
}

/** Only what is there: a help that is missing is not an empty one. */
export function notesOf({ help }: FieldProps): { help?: string } {
  return help === undefined ? {} : { help }
}

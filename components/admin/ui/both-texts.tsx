'use client'

import type { BothLanguages } from '@/lib/domain/catalogue'
import { TextInput, type TextInputProps } from './text-input'

type BothTextsProps = Pick<TextInputProps, 'maxLength' | 'rows' | 'isOptional'> & {
  /** The server names the two fields by this and `Fr` or `En`. */
  name: string
  labels: BothLanguages
  fr: string
  en: string
  onFr: (text: string) => void
  onEn: (text: string) => void
  /** Of the first one. */
  autoFocus?: boolean
}

/** One thing that citizens read, said in both languages. */
export function BothTexts({ name, labels, fr, en, onFr, onEn, autoFocus = false, ...both }: BothTextsProps) {
  return (
    <>
      <TextInput
        {...both}
        name={`${name}Fr`}
        label={labels.fr}
        language="fr"
        value={fr}
        onChange={onFr}
        autoFocus={autoFocus}
      />
      <TextInput {...both} name={`${name}En`} label={labels.en} language="en" value={en} onChange={onEn} />
    </>
  )
}

'use client'

import { Button, type Key, ListBox, ListBoxItem, Popover, Select, SelectValue } from 'react-aria-components'
import { useTranslations } from 'use-intl'
import { FIELD, FieldLabel, FieldNotes, type FieldProps, INPUT } from './field-parts'
import { notesOf } from './text-input'

export type Choice<Value extends Key> = { readonly value: Value; readonly label: string; readonly help?: string }

type SelectInputProps<Value extends Key> = FieldProps & {
  /** Null when nothing is chosen. */
  value: Value | null
  onChange: (value: Value) => void
  choices: readonly Choice<Value>[]
}

export function SelectInput<Value extends Key>({ value, onChange, choices, ...field }: SelectInputProps<Value>) {
  const t = useTranslations('console')
  const choose = (key: Key | null) => {
    const chosen = choices.find(choice => choice.value === key)
    if (chosen) onChange(chosen.value)
  }
  return (
    <Select
      name={field.name}
      value={value}
      onChange={choose}
      placeholder={t('choose')}
      isDisabled={field.isDisabled ?? false}
      className={FIELD}
    >
      <FieldLabel label={field.label} isOptional={field.isOptional ?? false} />
      <Button className={`${INPUT} flex items-center justify-between gap-3 text-left`}>
        <SelectValue className="truncate">{({ selectedText }) => selectedText || t('choose')}</SelectValue>
        <Chevron />
      </Button>
      <FieldNotes {...notesOf(field)} />
      <Popover className="w-(--trigger-width) min-w-60 overflow-hidden rounded-xl border-2 border-line-strong bg-surface shadow-xl">
        <ListBox items={choices} className="max-h-96 overflow-y-auto p-1.5 outline-none focus-visible:shadow-none">
          {choice => (
            <ListBoxItem
              id={choice.value}
              textValue={choice.label}
              className="flex min-h-11 cursor-default flex-col justify-center rounded-lg px-3 py-2 text-lg data-[focused]:bg-green data-[selected]:font-bold data-[focused]:text-white"
            >
              {choice.label}
              {choice.help !== undefined && <span className="font-normal text-base">{choice.help}</span>}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  )
}

export function Chevron() {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" className="size-5 shrink-0" fill="none" stroke="currentColor">
      <path d="m6 9.5 6 6 6-6" strokeWidth="2.2" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  )
}

'use client'

import { Checkbox, CheckboxGroup } from 'react-aria-components'
import { CheckIcon } from '@/components/ui/icons'
import { FIELD, FieldLabel, FieldNotes, type FieldProps } from './field-parts'
import { notesOf } from './text-input'

type MultiSelectProps<Value extends number | string> = FieldProps & {
  value: readonly Value[]
  onChange: (value: Value[]) => void
  choices: readonly { readonly value: Value; readonly label: string }[]
}

/** All choices in sight, each a box to tick: nobody searches a list for what is missing. */
export function MultiSelect<Value extends number | string>(props: MultiSelectProps<Value>) {
  const { value, onChange, choices, ...field } = props
  const change = (ticked: string[]) =>
    onChange(choices.filter(choice => ticked.includes(String(choice.value))).map(choice => choice.value))
  return (
    <CheckboxGroup
      name={field.name}
      value={value.map(String)}
      onChange={change}
      isDisabled={field.isDisabled ?? false}
      className={FIELD}
    >
      <FieldLabel label={field.label} isOptional={field.isOptional ?? false} />
      <div className="grid gap-x-4 sm:grid-cols-2">
        {choices.map(choice => (
          <Checkbox
            key={choice.value}
            value={String(choice.value)}
            className="group flex min-h-11 items-center gap-3 rounded-lg px-1 text-lg data-[focus-visible]:outline-4 data-[focus-visible]:outline-gold"
          >
            <span className="grid size-7 shrink-0 place-items-center rounded-md border-2 border-line-strong bg-surface text-white group-data-[selected]:border-green group-data-[selected]:bg-green">
              <CheckIcon className="size-5 opacity-0 group-data-[selected]:opacity-100" />
            </span>
            {choice.label}
          </Checkbox>
        ))}
      </div>
      <FieldNotes {...notesOf(field)} />
    </CheckboxGroup>
  )
}

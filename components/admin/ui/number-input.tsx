'use client'

import { Button, Group, Input, NumberField } from 'react-aria-components'
import { FIELD, FieldLabel, FieldNotes, type FieldProps } from './field-parts'
import { notesOf } from './text-input'

type NumberInputProps = FieldProps & {
  /** Null when nothing stands in it. */
  value: number | null
  onChange: (value: number | null) => void
  min: number
  max: number
}

export function NumberInput({ value, onChange, min, max, ...field }: NumberInputProps) {
  return (
    <NumberField
      name={field.name}
      value={value ?? Number.NaN}
      onChange={typed => onChange(Number.isNaN(typed) ? null : typed)}
      minValue={min}
      maxValue={max}
      isDisabled={field.isDisabled ?? false}
      className={FIELD}
    >
      <FieldLabel label={field.label} isOptional={field.isOptional ?? false} />
      <Group className="flex w-fit items-stretch overflow-hidden rounded-lg border-2 border-line-strong bg-surface data-[invalid]:border-alert">
        <Step slot="decrement" sign="−" />
        <Input className="w-24 px-2 text-center text-lg tabular" />
        <Step slot="increment" sign="+" />
      </Group>
      <FieldNotes {...notesOf(field)} />
    </NumberField>
  )
}

function Step({ slot, sign }: { slot: 'increment' | 'decrement'; sign: string }) {
  return (
    <Button
      slot={slot}
      className="min-h-11 min-w-11 bg-green-tint font-bold text-green text-xl data-[disabled]:text-ink-soft data-[hovered]:bg-green-pale"
    >
      <span aria-hidden="true">{sign}</span>
    </Button>
  )
}

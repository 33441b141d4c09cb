'use client'

import type { ReactNode } from 'react'
import { FieldError, Label, Text } from 'react-aria-components'
import { useTranslations } from 'use-intl'

/** What every input of the console is given. Its `name` is the field that the server names when it refuses it. */
export type FieldProps = {
  name: string
  label: string
  help?: string
  /** Said beside the label: all others must be filled in. */
  isOptional?: boolean
  isDisabled?: boolean
}

export const FIELD = 'flex min-w-0 flex-col gap-1.5'
/** Without a width: dates and times have the one of what stands in them. */
export const BOX =
  'min-h-11 rounded-lg border-2 border-line-strong bg-surface px-3 py-1.5 text-ink text-lg data-[disabled]:bg-ground data-[disabled]:text-ink-soft data-[invalid]:border-alert'
export const INPUT = `w-full ${BOX}`

export function FieldLabel({ label, isOptional = false }: Pick<FieldProps, 'label' | 'isOptional'>) {
  return (
    <Label className="font-semibold">
      {label}
      {isOptional && <OptionalMark />}
    </Label>
  )
}

function OptionalMark() {
  const t = useTranslations('console')
  return <span className="ml-2 font-normal text-ink-soft">{t('optional')}</span>
}

/** The help under an input, and what is wrong with it. */
export function FieldNotes({ help }: Pick<FieldProps, 'help'>) {
  return (
    <>
      {help !== undefined && (
        <Text slot="description" className="text-ink-soft leading-snug">
          {help}
        </Text>
      )}
      <FieldError className="font-semibold text-alert leading-snug" />
    </>
  )
}

/** Fields side by side where there is room for them. */
export function FieldRow({ children }: { children: ReactNode }) {
  return <div className="grid items-start gap-x-5 gap-y-5 sm:grid-cols-2">{children}</div>
}

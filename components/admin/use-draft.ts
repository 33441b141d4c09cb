'use client'

import { useState } from 'react'

export type Draft<Fields> = {
  readonly fields: Fields
  /** Something is other than it was at first. */
  readonly isDirty: boolean
  set<Name extends keyof Fields>(name: Name, value: Fields[Name]): void
}

/** What stands in a form, until it is sent. */
export function useDraft<Fields extends object>(first: Fields): Draft<Fields> {
  const [initial] = useState(first)
  const [fields, setFields] = useState(first)
  return {
    fields,
    isDirty: JSON.stringify(fields) !== JSON.stringify(initial),
    set: (name, value) => setFields(before => ({ ...before, [name]: value })),
  }
}

/** What an optional text is kept as: nothing, rather than an empty one. */
export function orNull(typed: string): string | null {
  return typed.trim() === '' ? null : typed
}

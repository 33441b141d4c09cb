'use client'

import { Switch } from 'react-aria-components'

type SwitchInputProps = {
  label: string
  help?: string
  isOn: boolean
  onChange: (isOn: boolean) => void
  isDisabled?: boolean
}

export function SwitchInput({ label, help, isOn, onChange, isDisabled = false }: SwitchInputProps) {
  return (
    <Switch
      isSelected={isOn}
      onChange={onChange}
      isDisabled={isDisabled}
      className="group flex min-h-11 w-fit items-center gap-3 rounded-lg text-lg data-[focus-visible]:outline-4 data-[focus-visible]:outline-gold"
    >
      <span className="flex h-7 w-12 shrink-0 items-center rounded-full border-2 border-line-strong bg-surface px-0.5 transition-colors group-data-[selected]:border-green group-data-[selected]:bg-green">
        <span className="size-5 rounded-full bg-line-strong transition-transform group-data-[selected]:translate-x-5 group-data-[selected]:bg-white" />
      </span>
      <span className="leading-snug">
        {label}
        {help !== undefined && <span className="block text-base text-ink-soft">{help}</span>}
      </span>
    </Switch>
  )
}

'use client'

import { Label, Radio, RadioGroup } from 'react-aria-components'

type ChoiceCardsProps<Value extends string> = {
  label: string
  value: Value
  onChange: (value: Value) => void
  choices: readonly { readonly value: Value; readonly label: string; readonly help: string }[]
}

/** One of several, each with what it means: a choice that is felt by everybody is not made from a list of names. */
export function ChoiceCards<Value extends string>({ label, value, onChange, choices }: ChoiceCardsProps<Value>) {
  const choose = (chosen: string) => {
    const choice = choices.find(candidate => candidate.value === chosen)
    if (choice) onChange(choice.value)
  }
  return (
    <RadioGroup value={value} onChange={choose} className="flex flex-col gap-2">
      <Label className="font-semibold">{label}</Label>
      {choices.map(choice => (
        <Radio
          key={choice.value}
          value={choice.value}
          className="group flex cursor-pointer items-start gap-4 rounded-xl border-2 border-line px-4 py-3 data-[selected]:border-green data-[selected]:bg-green-tint data-[focus-visible]:outline-4 data-[focus-visible]:outline-gold"
        >
          <span className="mt-0.5 grid size-6 shrink-0 place-items-center rounded-full border-2 border-line-strong bg-surface group-data-[selected]:border-green">
            <span className="size-3 rounded-full group-data-[selected]:bg-green" />
          </span>
          <span className="leading-snug">
            <strong className="block font-semibold text-lg">{choice.label}</strong>
            {choice.help}
          </span>
        </Radio>
      ))}
    </RadioGroup>
  )
}

'use client'

import { type ReactNode, useId, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { BAUD_RATES, PAPER_WIDTHS, ROADS } from '@/lib/client/printer-setting'
import type { ChoiceOutcome, PrinterChoiceView } from '@/lib/client/use-printer'

/** For the staff of a kiosk: how it prints, on which paper, and how the printer is. It speaks the language around it. */
export function PrinterChoice({ setting, state, onRoad, onWidth, onBaudRate }: PrinterChoiceView) {
  const t = useTranslations('printer')
  const [outcome, setOutcome] = useState<ChoiceOutcome>('chosen')
  const choose = (choice: Promise<ChoiceOutcome>) => void choice.then(setOutcome)
  const { road } = setting
  return (
    <section className="flex flex-col gap-4 text-[max(18px,2.4vmin)] text-ink leading-snug">
      <h2 className="font-bold text-[1.3em]">{t('title')}</h2>
      <p role="status" className={`font-semibold ${state.trouble ? 'text-alert' : 'text-green'}`}>
        {t(`state.${state.trouble ?? (state.isPaperLow ? 'paper_low' : 'fine')}`)}
      </p>
      <Choices label={t('way')} of={ROADS} chosen={road} onChoose={next => choose(onRoad(next))}>
        {option => (
          <>
            <strong className="block">{t(`road.${option}`)}</strong>
            <span className="text-[0.85em]">{t(`roadHelp.${option}`)}</span>
          </>
        )}
      </Choices>
      <Choices label={t('paper')} of={PAPER_WIDTHS} chosen={setting.width} onChoose={next => choose(onWidth(next))}>
        {option => t('width', { width: String(option) })}
      </Choices>
      {road === 'serial' && (
        <Choices
          label={t('speed')}
          of={BAUD_RATES}
          chosen={setting.baudRate}
          onChoose={next => choose(onBaudRate(next))}
        >
          {option => t('baud', { baud: String(option) })}
        </Choices>
      )}
      {road !== 'browser' && (
        <Button tone="secondary" size="staff" onPress={() => choose(onRoad(road))}>
          {t('pick')}
        </Button>
      )}
      <p role="status" className="min-h-[1.4em] text-[0.85em]">
        {outcome === 'chosen' ? t('keeps') : t(OUTCOME_WORDS[outcome])}
      </p>
    </section>
  )
}

const OUTCOME_WORDS = { not_picked: 'notPicked', unsupported: 'unsupported', unsaved: 'unsaved' } as const

type ChoicesProps<Option> = {
  label: string
  of: readonly Option[]
  chosen: Option
  onChoose: (option: Option) => void
  children: (option: Option) => ReactNode
}

/** The browser's own radio buttons: the arrow keys of a keypad work, and a screen reader says which of how many. */
function Choices<Option extends string | number>({ label, of, chosen, onChoose, children }: ChoicesProps<Option>) {
  const name = useId()
  return (
    <fieldset>
      <legend className="mb-2 font-semibold">{label}</legend>
      <div className="grid auto-cols-fr gap-3 sm:grid-flow-col">
        {of.map(option => (
          <label
            key={option}
            className="flex min-h-18 cursor-pointer items-center gap-3 rounded-xl border-2 border-line bg-surface px-4 py-2 has-checked:border-green has-checked:bg-green-tint has-focus-visible:outline-4 has-focus-visible:outline-gold"
          >
            <input
              type="radio"
              name={name}
              checked={option === chosen}
              onChange={() => onChoose(option)}
              className="size-6 shrink-0 accent-green"
            />
            <span>{children(option)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

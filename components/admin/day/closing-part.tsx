'use client'

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { ActionButton, type FloorActs } from '@/components/admin/floor/floor-action'
import { FloorCard } from '@/components/admin/floor/floor-card'
import { ConfirmDialog } from '@/components/admin/ui/confirm-dialog'
import type { CenterWords } from '@/components/agent/center-words'
import type { CommandAnswer, UnservedFate } from '@/lib/client/console'
import type { ClosingView } from '@/lib/domain/day-checklist'
import { numberOf } from '@/lib/domain/ticket-number'
import { type CheckLine, CheckList } from './check-list'

type ClosingPartProps = {
  view: ClosingView
  words: CenterWords
  acts: FloorActs
  onClosed: (answer: CommandAnswer) => void
}

/** What is left of the day, the choice for whoever was not served, and the end of the day. */
export function ClosingPart({ view, words, acts, onClosed }: ClosingPartProps) {
  const t = useTranslations('day')
  const [fate, setFate] = useState<UnservedFate>('carry_over')
  const [isAsking, setAsking] = useState(false)
  const values = { count: view.unserved }
  return (
    <FloorCard title={t('closeTitle')} note={t('closeHelp')}>
      <CheckList lines={useClosingLines(view, words)} />
      <FateChoice fate={fate} onChoose={setFate} />
      <ActionButton
        off={acts.off}
        notYet={view.atStations.length > 0 ? t('served.next') : null}
        tone="alert"
        label={t('closeDay')}
        onPress={() => setAsking(true)}
      >
        {t('closeDay')}
      </ActionButton>
      {isAsking && (
        <ConfirmDialog
          title={t('closeAsk')}
          confirmLabel={t('closeDay')}
          word={t('word')}
          send={() => acts.send({ kind: 'close_day', unserved: fate })}
          onDone={answer => {
            setAsking(false)
            acts.done('close_day')
            onClosed(answer)
          }}
          onClose={() => setAsking(false)}
        >
          <p>{t('closeHelp')}</p>
          <p>{fate === 'carry_over' ? t('closeCarry', values) : t('closeVoid', values)}</p>
        </ConfirmDialog>
      )}
    </FloorCard>
  )
}

function useClosingLines(view: ClosingView, words: CenterWords): readonly CheckLine[] {
  const t = useTranslations('day')
  const list = (texts: readonly string[], none: string) => (texts.length === 0 ? none : texts.join(' · '))
  const { atStations, waiting, openStations, unsent, away } = view
  const served = atStations.map(({ ticket, station }) =>
    t('served.at', { number: numberOf(ticket), station: words.station(station) }),
  )
  const open = openStations.map(({ station, agent }) =>
    t('openStations.of', { station: words.station(station), agent: words.agent(agent) }),
  )
  const late = unsent.map(({ label: device, count }) => t('unsent.of', { device, count }))
  return [
    {
      ...{ id: 'served', label: t('served.label'), text: list(served, t('served.none')) },
      ...(served.length > 0 ? { state: 'todo', next: t('served.next') } : { state: 'done' }),
    },
    {
      ...{ id: 'waiting', label: t('waiting.label'), state: waiting.length > 0 ? 'look' : 'done' },
      text: list(
        waiting.map(({ service, count }) => t('waiting.of', { service: words.service(service), count: String(count) })),
        t('waiting.none'),
      ),
    },
    {
      ...{ id: 'openStations', label: t('openStations.label'), text: list(open, t('openStations.none')) },
      ...(open.length > 0 ? { state: 'look', next: t('openStations.next') } : { state: 'done' }),
    },
    {
      ...{ id: 'unsent', label: t('unsent.label'), text: list(late, t('unsent.none')) },
      state: late.length > 0 ? 'todo' : away.length > 0 ? 'look' : 'done',
      next: away.length > 0 ? t('unsent.away', { names: away.join(', ') }) : undefined,
    },
  ]
}

const FATES = [
  ['carry_over', 'carryHelp'],
  ['close', 'closeHelp'],
] as const

function FateChoice({ fate, onChoose }: { fate: UnservedFate; onChoose: (fate: UnservedFate) => void }) {
  const t = useTranslations('day.fate')
  return (
    <fieldset className="my-4 rounded-xl border-2 border-line px-4 pt-1 pb-3">
      <legend className="px-1 font-bold">{t('label')}</legend>
      {FATES.map(([value, help]) => (
        <label key={value} className="flex min-h-11 cursor-pointer items-start gap-3 rounded-lg py-1.5 leading-snug">
          <input
            type="radio"
            name="fate"
            value={value}
            checked={fate === value}
            onChange={() => onChoose(value)}
            className="mt-0.5 size-6 shrink-0 accent-green"
          />
          <span>
            <span className="block font-semibold">{t(value)}</span>
            <span className="text-ink-soft">{t(help)}</span>
          </span>
        </label>
      ))}
    </fieldset>
  )
}

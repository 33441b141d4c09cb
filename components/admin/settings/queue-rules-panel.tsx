'use client'

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { addQueueRules, type QueueRulesChoice } from '@/lib/client/console'
import { longDate } from '@/lib/i18n/formats'
import { useConsoleLanguage } from '../console-language'
import { DateInput } from '../ui/date-input'
import { FormDialog } from '../ui/form-dialog'
import { useDraft } from '../use-draft'
import { useSaved } from '../use-saved'
import { Card } from './card'
import { ChoiceCards } from './choice-cards'
import { dayAfter, rulesFrom, takesPreset } from './queue-rules-words'
import type { SettingsProps } from './settings'

const DISCIPLINES = ['hybrid', 'accumulating_priority', 'ratio', 'strict_priority', 'fifo'] as const
const PRESETS = ['balanced', 'fair', 'throughput'] as const

/** By which rule a center calls, which comes next, and from when on. */
export function QueueRulesPanel(props: SettingsProps) {
  const t = useTranslations('settings')
  const language = useConsoleLanguage()
  const nameOf = useRulesName()
  const [isOpen, setOpen] = useState(false)
  const { now, coming } = rulesFrom(props.today, props.center.queueRules)
  const dateOf = (day: QueueRulesChoice['from']) => longDate(day, language)
  return (
    <div className="flex flex-col gap-4">
      <p className="max-w-3xl text-ink-soft text-lg">{t('rulesHelp')}</p>
      <Card title={t('now')}>
        <p className="text-xl">
          <strong className="font-bold">{nameOf(now)}</strong>{' '}
          <span className="text-ink-soft">{now.from ? t('since', { day: dateOf(now.from) }) : t('sinceStart')}</span>
        </p>
        <p className="max-w-3xl">{t(`disciplineText.${now.discipline}`)}</p>
      </Card>
      {coming.map(rules => (
        <Card key={rules.version} title={t('comingRules', { day: dateOf(rules.from) })}>
          <p className="font-bold text-xl">{nameOf(rules)}</p>
          <p className="max-w-3xl">{t(`disciplineText.${rules.discipline}`)}</p>
        </Card>
      ))}
      {coming.length === 0 && <p className="text-ink-soft">{t('noneComing')}</p>}
      <Button size="small" onPress={() => setOpen(true)} className="self-start">
        {t('change')}
      </Button>
      {isOpen && <RulesDialog {...props} onClose={() => setOpen(false)} />}
    </div>
  )
}

function RulesDialog({ center, today, onClose }: SettingsProps & { onClose: () => void }) {
  const t = useTranslations('settings')
  const saved = useSaved(onClose)
  const { now } = rulesFrom(today, center.queueRules)
  const draft = useDraft<QueueRulesChoice>({
    from: dayAfter(today),
    discipline: now.discipline,
    preset: now.preset,
  })
  const { fields, set } = draft
  return (
    <FormDialog
      title={t('change')}
      isWide
      isDirty={draft.isDirty}
      submitLabel={t('plan')}
      send={() => addQueueRules(center.id, fields)}
      onDone={() => saved(t('planned'))}
      onClose={onClose}
    >
      <ChoiceCards
        label={t('chooseDiscipline')}
        value={fields.discipline}
        onChange={discipline => set('discipline', discipline)}
        choices={DISCIPLINES.map(value => ({
          value,
          label: t(`discipline.${value}`),
          help: t(`disciplineText.${value}`),
        }))}
      />
      {takesPreset(fields.discipline) && (
        <ChoiceCards
          label={t('choosePreset')}
          value={fields.preset}
          onChange={preset => set('preset', preset)}
          choices={PRESETS.map(value => ({ value, label: t(`preset.${value}`), help: t(`presetText.${value}`) }))}
        />
      )}
      <DateInput
        name="from"
        label={t('from')}
        help={t('fromHelp')}
        value={fields.from}
        onChange={day => set('from', day ?? dayAfter(today))}
      />
    </FormDialog>
  )
}

function useRulesName() {
  const t = useTranslations('settings')
  return ({ discipline, preset }: Pick<QueueRulesChoice, 'discipline' | 'preset'>) => {
    const name = t(`discipline.${discipline}`)
    return takesPreset(discipline) ? t('rulesNamed', { discipline: name, preset: t(`preset.${preset}`) }) : name
  }
}

'use client'

import { useState } from 'react'
import { Form } from 'react-aria-components'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { type CenterFields, type CenterRow, changeCenter } from '@/lib/client/console'
import { nameIn } from '@/lib/domain/catalogue'
import { useConsoleLanguage } from '../console-language'
import { BothTexts } from '../ui/both-texts'
import { ConfirmDialog } from '../ui/confirm-dialog'
import { FieldRow } from '../ui/field-parts'
import { NumberInput } from '../ui/number-input'
import { ProblemLine } from '../ui/problem-line'
import { SaveButton } from '../ui/save-button'
import { TextInput } from '../ui/text-input'
import { useSending } from '../ui/use-sending'
import { type Draft, useDraft } from '../use-draft'
import { useSaved } from '../use-saved'
import { Card } from './card'
import { HolidayLines } from './holiday-lines'
import { HoursFields } from './hours-fields'

/** What a center is, when it is open, and how much it can take. */
export function CenterForm({ center }: { center: CenterRow }) {
  const t = useTranslations('settings')
  const saved = useSaved()
  const sending = useSending()
  const draft = useDraft(fieldsOf(center))
  const save = () => changeCenter(center.id, { ...draft.fields, revision: center.revision })
  return (
    <Form
      ref={sending.form}
      validationErrors={sending.fieldErrors}
      validationBehavior="aria"
      onSubmit={event => {
        event.preventDefault()
        void sending.send(save, () => saved())
      }}
      className="flex flex-col gap-4"
    >
      <Card title={t('identity')}>
        <IdentityFields draft={draft} />
      </Card>
      <Card title={t('hours')}>
        <HoursFields draft={draft} />
      </Card>
      <Card title={t('holidays')}>
        <HolidayLines draft={draft} />
      </Card>
      <Card title={t('limits')}>
        <LimitFields draft={draft} />
      </Card>
      <div className="sticky bottom-0 flex flex-wrap items-center justify-end gap-4 rounded-t-2xl border border-line bg-surface px-5 py-3">
        <div className="flex-1">
          <ProblemLine refusal={sending.refusal} />
        </div>
        {draft.isDirty && <p className="font-semibold text-gold-ink">{t('unsaved')}</p>}
        <SaveButton isBusy={sending.isBusy} label={t('save')} />
      </div>
      <Retirement center={center} />
    </Form>
  )
}

export function IdentityFields({ draft: { fields, set } }: { draft: Draft<CenterFields> }) {
  const t = useTranslations('pages.centers')
  return (
    <FieldRow>
      <BothTexts
        name="name"
        labels={{ fr: t('nameFr'), en: t('nameEn') }}
        fr={fields.nameFr}
        en={fields.nameEn}
        onFr={name => set('nameFr', name)}
        onEn={name => set('nameEn', name)}
        maxLength={80}
      />
      <TextInput
        name="code"
        label={t('codeLabel')}
        help={t('codeHelp')}
        isCapital
        value={fields.code}
        onChange={code => set('code', code)}
        maxLength={12}
      />
      <TextInput
        name="timeZone"
        label={t('timeZone')}
        value={fields.timeZone}
        onChange={zone => set('timeZone', zone)}
        maxLength={60}
      />
    </FieldRow>
  )
}

const THRESHOLDS = [
  ['waitTargetMinutes', 'waitTarget', 600],
  ['longestWaitMinutes', 'longestWait', 600],
  ['waitingTickets', 'waitingTickets', 5_000],
] as const

function LimitFields({ draft: { fields, set } }: { draft: Draft<CenterFields> }) {
  const t = useTranslations('settings')
  function limit(name: (typeof THRESHOLDS)[number][0], value: number | null) {
    const { [name]: _, ...others } = fields.thresholds
    set('thresholds', value === null ? others : { ...others, [name]: value })
  }
  return (
    <FieldRow>
      <NumberInput
        name="dailyQuota"
        label={t('dailyQuota')}
        help={t('dailyQuotaHelp')}
        isOptional
        value={fields.dailyQuota}
        onChange={quota => set('dailyQuota', quota)}
        min={1}
        max={9_999}
      />
      {THRESHOLDS.map(([name, label, max]) => (
        <NumberInput
          key={name}
          name={name}
          label={t(label)}
          help={t('thresholdHelp')}
          isOptional
          value={fields.thresholds[name] ?? null}
          onChange={value => limit(name, value)}
          min={1}
          max={max}
        />
      ))}
    </FieldRow>
  )
}

/** Closing a center for good is for who types its code. */
function Retirement({ center }: { center: CenterRow }) {
  const t = useTranslations('settings')
  const language = useConsoleLanguage()
  const [isAsked, setAsked] = useState(false)
  const label = center.active ? t('retireCenter') : t('reopenCenter')
  const close = () => setAsked(false)
  const saved = useSaved(close)
  return (
    <div className="mt-4 flex justify-end">
      <Button tone="secondary" size="small" onPress={() => setAsked(true)}>
        {label}
      </Button>
      {isAsked && (
        <ConfirmDialog
          title={`${label} · ${nameIn(language, center)}`}
          confirmLabel={label}
          {...(center.active && { word: center.code })}
          send={() =>
            changeCenter(center.id, { ...fieldsOf(center), active: !center.active, revision: center.revision })
          }
          onDone={() => saved()}
          onClose={close}
        >
          {center.active && <p>{t('retireText')}</p>}
        </ConfirmDialog>
      )}
    </div>
  )
}

function fieldsOf({ id: _, revision: __, queueRules: ___, hasKioskPin: ____, ...fields }: CenterRow): CenterFields {
  return fields
}

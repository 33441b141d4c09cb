'use client'

import { useTranslations } from 'use-intl'
import { changeService, createService, type ServiceFields, type ServiceRow } from '@/lib/client/console'
import type { CenterId } from '@/lib/domain/ids'
import { BothTexts } from '../ui/both-texts'
import { FieldRow } from '../ui/field-parts'
import { FormDialog } from '../ui/form-dialog'
import { NumberInput } from '../ui/number-input'
import { OrderedLines } from '../ui/ordered-lines'
import { SelectInput } from '../ui/select-input'
import { TextInput } from '../ui/text-input'
import { type Draft, orNull, useDraft } from '../use-draft'
import { useSaved } from '../use-saved'
import { freeLetter, serviceCodeFrom } from './free-names'
import { usePriorityWords } from './priority-words'

type ServiceFormProps = {
  center: CenterId
  /** Null for a new one. */
  service: ServiceRow | null
  services: readonly ServiceRow[]
  onClose: () => void
}

export function ServiceForm({ center, service, services, onClose }: ServiceFormProps) {
  const t = useTranslations('pages.services')
  const saved = useSaved(onClose)
  const draft = useDraft(fieldsOf(service, services))
  const { fields } = draft
  const sent = { ...fields, code: fields.code || serviceCodeFrom(fields.nameEn) }
  return (
    <FormDialog
      title={service ? t('edit') : t('new')}
      isWide
      isDirty={draft.isDirty}
      send={() =>
        service
          ? changeService(center, service.id, { ...sent, revision: service.revision })
          : createService(center, sent)
      }
      onDone={() => saved()}
      onClose={onClose}
    >
      <Names draft={draft} />
      <Ranks draft={draft} />
      <OrderedLines
        name="documents"
        label={t('documents')}
        help={t('documentsHelp')}
        lines={fields.documents}
        onChange={lines => draft.set('documents', lines)}
        most={20}
        maxLength={120}
      />
      <OrderedLines
        name="steps"
        label={t('steps')}
        help={t('stepsHelp')}
        lines={fields.steps}
        onChange={lines => draft.set('steps', lines)}
        most={10}
        maxLength={60}
      />
      <TextInput
        name="code"
        label={t('code')}
        help={t('codeHelp')}
        isOptional
        isCapital
        value={fields.code}
        onChange={code => draft.set('code', code)}
        maxLength={20}
      />
    </FormDialog>
  )
}

function Names({ draft: { fields, set } }: { draft: Draft<ServiceFields> }) {
  const t = useTranslations('pages.services')
  return (
    <FieldRow>
      <BothTexts
        name="name"
        labels={{ fr: t('nameFr'), en: t('nameEn') }}
        fr={fields.nameFr}
        en={fields.nameEn}
        onFr={name => set('nameFr', name)}
        onEn={name => set('nameEn', name)}
        maxLength={60}
        autoFocus
      />
      <BothTexts
        name="description"
        labels={{ fr: t('descriptionFr'), en: t('descriptionEn') }}
        isOptional
        rows={2}
        fr={fields.descriptionFr ?? ''}
        en={fields.descriptionEn ?? ''}
        onFr={text => set('descriptionFr', orNull(text))}
        onEn={text => set('descriptionEn', orNull(text))}
        maxLength={300}
      />
    </FieldRow>
  )
}

function Ranks({ draft: { fields, set } }: { draft: Draft<ServiceFields> }) {
  const t = useTranslations('pages.services')
  const { choices } = usePriorityWords()
  return (
    <FieldRow>
      <TextInput
        name="letter"
        label={t('letter')}
        help={t('letterHelp')}
        isCapital
        value={fields.letter}
        onChange={letter => set('letter', letter)}
        maxLength={1}
      />
      <SelectInput
        name="priority"
        label={t('priorityLabel')}
        value={fields.priority}
        onChange={priority => set('priority', priority)}
        choices={choices}
      />
      <NumberInput
        name="durationMinutes"
        label={t('durationLabel')}
        help={t('durationHelp')}
        value={fields.durationMinutes || null}
        onChange={minutes => set('durationMinutes', minutes ?? 0)}
        min={1}
        max={480}
      />
    </FieldRow>
  )
}

function fieldsOf(service: ServiceRow | null, services: readonly ServiceRow[]): ServiceFields {
  if (service) {
    const { id: _, revision: __, ...fields } = service
    return fields
  }
  return {
    code: '',
    letter: freeLetter(services),
    nameFr: '',
    nameEn: '',
    descriptionFr: null,
    descriptionEn: null,
    priority: 5,
    durationMinutes: 10,
    documents: [],
    steps: [],
    active: true,
  }
}

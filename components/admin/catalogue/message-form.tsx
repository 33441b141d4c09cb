'use client'

import { useTranslations } from 'use-intl'
import { changeMessage, createMessage, type MessageFields, type MessageRow } from '@/lib/client/console'
import type { CenterId, InstantMs } from '@/lib/domain/ids'
import { BothTexts } from '../ui/both-texts'
import { FieldRow } from '../ui/field-parts'
import { FormDialog } from '../ui/form-dialog'
import { MomentInput } from '../ui/moment-input'
import { SelectInput } from '../ui/select-input'
import { useDraft } from '../use-draft'
import { useSaved } from '../use-saved'

type MessageFormProps = {
  center: CenterId
  timeZone: string
  /** Null for a new one. */
  message: MessageRow | null
  now: InstantMs
  onClose: () => void
}

/** What an alert is given as its end, for who has no time to think of one. */
const ALERT_MS = 2 * 3_600_000

export function MessageForm({ center, timeZone, message, now, onClose }: MessageFormProps) {
  const t = useTranslations('pages.messages')
  const saved = useSaved(onClose)
  const draft = useDraft(fieldsOf(message))
  const { fields, set } = draft
  function choose(kind: MessageFields['kind']) {
    set('kind', kind)
    if (kind === 'alert' && fields.endsAt === null) set('endsAt', now + ALERT_MS)
  }
  return (
    <FormDialog
      title={message ? t('edit') : t('new')}
      isDirty={draft.isDirty}
      submitLabel={t('publish')}
      send={() =>
        message
          ? changeMessage(center, message.id, { ...fields, revision: message.revision })
          : createMessage(center, fields)
      }
      onDone={() => saved()}
      onClose={onClose}
    >
      <SelectInput
        name="kind"
        label={t('kind')}
        value={fields.kind}
        onChange={choose}
        choices={[
          { value: 'notice', label: t('notice'), help: t('noticeHelp') },
          { value: 'alert', label: t('alert'), help: t('alertHelp') },
        ]}
      />
      <BothTexts
        name="text"
        labels={{ fr: t('textFr'), en: t('textEn') }}
        rows={2}
        fr={fields.textFr}
        en={fields.textEn}
        onFr={text => set('textFr', text)}
        onEn={text => set('textEn', text)}
        maxLength={200}
      />
      <FieldRow>
        <MomentInput
          name="startsAt"
          label={t('from')}
          help={t('fromHelp')}
          isOptional
          value={fields.startsAt}
          onChange={at => set('startsAt', at)}
          timeZone={timeZone}
        />
        <MomentInput
          name="endsAt"
          label={t('until')}
          help={fields.kind === 'alert' ? t('untilAlertHelp') : t('untilHelp')}
          isOptional={fields.kind === 'notice'}
          value={fields.endsAt}
          onChange={at => set('endsAt', at)}
          timeZone={timeZone}
        />
      </FieldRow>
    </FormDialog>
  )
}

/** One that is over is published again when it is changed. */
function fieldsOf(message: MessageRow | null): MessageFields {
  if (!message) return { kind: 'notice', textFr: '', textEn: '', startsAt: null, endsAt: null, active: true }
  const { id: _, revision: __, ...fields } = message
  return { ...fields, active: true }
}

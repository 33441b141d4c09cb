'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Form } from 'react-aria-components'
import { useTranslations } from 'use-intl'
import { type CenterFields, createCenter, createStation } from '@/lib/client/console'
import { CenterId } from '@/lib/domain/ids'
import { createStandardServices } from '../catalogue/standard-services'
import { centerPath } from '../console-pages'
import { Card } from '../settings/card'
import { IdentityFields } from '../settings/center-form'
import { FieldRow } from '../ui/field-parts'
import { NumberInput } from '../ui/number-input'
import { PageTitle } from '../ui/page-title'
import { ProblemLine } from '../ui/problem-line'
import { SaveButton } from '../ui/save-button'
import { SwitchInput } from '../ui/switch-input'
import { TimeInput } from '../ui/time-input'
import { useTell } from '../ui/toast'
import { useIsLive } from '../ui/use-is-live'
import { useSending } from '../ui/use-sending'
import { type Draft, useDraft } from '../use-draft'

/** What else is made with a center, so that it can open its doors. */
type Furniture = { readonly isWeekendClosed: boolean; readonly hasServices: boolean; readonly stations: number }

const USUAL: CenterFields = {
  code: '',
  nameFr: '',
  nameEn: '',
  timeZone: 'Africa/Douala',
  opensAt: '07:30',
  closesAt: '15:30',
  weeklyHours: null,
  holidays: [],
  dailyQuota: null,
  lastTicketAt: null,
  thresholds: {},
  active: true,
}

/** A center from nothing: its name is all that must be typed. */
export function NewCenter() {
  const t = useTranslations('pages.centers')
  const sending = useSending()
  const draft = useDraft(USUAL)
  const furniture = useDraft<Furniture>({ isWeekendClosed: true, hasServices: true, stations: 2 })
  const furnish = useFurnishing()
  if (!useIsLive()) return <PageTitle title={t('newTitle')} help={t('newHelp')} />
  return (
    <>
      <PageTitle title={t('newTitle')} help={t('newHelp')} />
      <Form
        ref={sending.form}
        validationErrors={sending.fieldErrors}
        validationBehavior="aria"
        onSubmit={event => {
          event.preventDefault()
          const fields = withWeek(draft.fields, furniture.fields)
          void sending.send(
            () => createCenter(fields),
            ({ id }) => void furnish.all(CenterId.parse(id), furniture.fields),
          )
        }}
        className="flex max-w-4xl flex-col gap-4"
      >
        <ProblemLine refusal={sending.refusal} />
        <Card title={t('name')}>
          <IdentityFields draft={draft} />
        </Card>
        <StartFields draft={draft} furniture={furniture} />
        <div className="flex justify-end">
          <SaveButton isBusy={sending.isBusy || furnish.isBusy} label={t('create')} />
        </div>
      </Form>
    </>
  )
}

function StartFields({ draft, furniture }: { draft: Draft<CenterFields>; furniture: Draft<Furniture> }) {
  const t = useTranslations('pages.centers')
  return (
    <Card title={t('hours')}>
      <FieldRow>
        <TimeInput
          name="opensAt"
          label={t('opensAt')}
          value={draft.fields.opensAt || null}
          onChange={time => draft.set('opensAt', time ?? '')}
        />
        <TimeInput
          name="closesAt"
          label={t('closesAt')}
          value={draft.fields.closesAt || null}
          onChange={time => draft.set('closesAt', time ?? '')}
        />
      </FieldRow>
      <SwitchInput
        label={t('weekend')}
        isOn={furniture.fields.isWeekendClosed}
        onChange={isClosed => furniture.set('isWeekendClosed', isClosed)}
      />
      <SwitchInput
        label={t('takeServices')}
        help={t('takeServicesHelp')}
        isOn={furniture.fields.hasServices}
        onChange={hasServices => furniture.set('hasServices', hasServices)}
      />
      <NumberInput
        name="stations"
        label={t('stationCount')}
        help={t('stationCountHelp')}
        value={furniture.fields.stations}
        onChange={count => furniture.set('stations', count ?? 0)}
        min={0}
        max={20}
      />
    </Card>
  )
}

function withWeek(fields: CenterFields, { isWeekendClosed }: Furniture): CenterFields {
  const { opensAt, closesAt } = fields
  const week = [1, 2, 3, 4, 5, 6, 7].map(day => (day > 5 ? null : { opensAt, closesAt }))
  return { ...fields, weeklyHours: isWeekendClosed ? week : null }
}

/** Services first: each station is for all of them. What is missing at the end can be made on their pages. */
function useFurnishing() {
  const t = useTranslations('pages.centers')
  const router = useRouter()
  const tell = useTell()
  const [isBusy, setBusy] = useState(false)
  async function all(center: CenterId, { hasServices, stations }: Furniture) {
    setBusy(true)
    const { services, isComplete } = hasServices
      ? await createStandardServices(center)
      : { services: [], isComplete: true }
    let isWhole = isComplete
    for (let number = 1; number <= stations; number++) {
      const name = t('stationName', { number: String(number) })
      const made = await createStation(center, { number: String(number), name, location: null, services, active: true })
      isWhole &&= made.ok
    }
    router.push(centerPath(center, 'services'))
    tell(isWhole ? t('created') : t('halfMade'))
  }
  return { isBusy, all }
}

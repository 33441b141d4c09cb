'use client'

import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { CrossIcon } from '@/components/ui/icons'
import type { CenterFields } from '@/lib/client/console'
import type { ServiceDay } from '@/lib/domain/ids'
import { BothTexts } from '../ui/both-texts'
import { DateInput } from '../ui/date-input'
import { GroupError } from '../ui/ordered-lines'
import type { Draft } from '../use-draft'

type Holiday = CenterFields['holidays'][number]

/** No day yet: the contract refuses it, and the form says which list it is in. */
// reason: an empty field of a form, which is never sent on
const NO_DAY = '' as ServiceDay

export function HolidayLines({ draft: { fields, set } }: { draft: Draft<CenterFields> }) {
  const t = useTranslations('settings')
  const { holidays } = fields
  const change = (index: number, line: Holiday) => set('holidays', holidays.with(index, line))
  return (
    <>
      <p className="-mt-3 text-ink-soft">{holidays.length === 0 ? t('noHolidays') : t('holidaysHelp')}</p>
      <GroupError name="holidays" />
      <ol className="flex flex-col gap-4">
        {holidays.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: reason: a line is its place, and its fields hold no state
          <li key={index} className="flex flex-wrap items-end gap-3">
            <HolidayLine line={line} number={String(index + 1)} onChange={next => change(index, next)} />
            <Button
              tone="plain"
              size="small"
              label={t('removeHoliday', { number: String(index + 1) })}
              onPress={() => set('holidays', holidays.toSpliced(index, 1))}
              className="w-11 border-transparent px-0 text-alert"
            >
              <CrossIcon className="size-6" />
            </Button>
          </li>
        ))}
      </ol>
      <Button
        tone="secondary"
        size="small"
        onPress={() => set('holidays', [...holidays, { day: NO_DAY, nameFr: '', nameEn: '' }])}
        className="self-start"
      >
        {t('addHoliday')}
      </Button>
    </>
  )
}

type HolidayLineProps = { line: Holiday; number: string; onChange: (line: Holiday) => void }

function HolidayLine({ line, number, onChange }: HolidayLineProps) {
  const t = useTranslations('settings')
  return (
    <>
      <DateInput
        name="holidayDay"
        label={t('holidayDay', { number })}
        value={line.day || null}
        onChange={day => onChange({ ...line, day: day ?? NO_DAY })}
      />
      <BothTexts
        name="holiday"
        labels={{ fr: t('holidayFr', { number }), en: t('holidayEn', { number }) }}
        fr={line.nameFr}
        en={line.nameEn}
        onFr={nameFr => onChange({ ...line, nameFr })}
        onEn={nameEn => onChange({ ...line, nameEn })}
        maxLength={60}
      />
    </>
  )
}

'use client'

import { createPortal } from 'react-dom'
import { useTranslations } from 'use-intl'
import { FloorCard } from '@/components/admin/floor/floor-card'
import { Button } from '@/components/ui/button'
import type { ShownCarried } from './day'

type CarriedListProps = { carried: readonly ShownCarried[]; date: string; center: string }

/** Which numbers the holders of today's tickets have from now on: to be read out, or printed and hung up. */
export function CarriedList({ carried, date, center }: CarriedListProps) {
  const t = useTranslations('day.carried')
  if (carried.length === 0)
    return (
      <FloorCard title={t('title')}>
        <p className="text-ink-soft">{t('none')}</p>
      </FloorCard>
    )
  return (
    <FloorCard
      title={t('title')}
      action={
        <Button tone="secondary" size="small" onPress={() => print()}>
          {t('print')}
        </Button>
      }
    >
      <p className="mb-3">{t('help')}</p>
      <Numbers carried={carried} />
      {createPortal(
        <div data-printed="" className="hidden print:block">
          <p className="font-bold">{center}</p>
          <p className="mb-4 font-bold text-xl">{t('printed', { date })}</p>
          <Numbers carried={carried} />
        </div>,
        document.body,
      )}
    </FloorCard>
  )
}

function Numbers({ carried }: { carried: readonly ShownCarried[] }) {
  const t = useTranslations('day.carried')
  return (
    <table className="w-full max-w-md text-xl tabular">
      <thead>
        <tr className="border-line border-b-2 text-left">
          <th scope="col" className="py-1.5 pr-6 font-semibold">
            {t('old')}
          </th>
          <th scope="col" className="py-1.5 font-semibold">
            {t('next')}
          </th>
        </tr>
      </thead>
      <tbody>
        {carried.map(({ ticket, number, toNumber }) => (
          <tr key={ticket} className="border-line border-b last:border-0">
            <td className="py-1.5 pr-6">{number}</td>
            <td className="py-1.5 font-bold">{toNumber}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

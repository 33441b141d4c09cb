'use client'

import { useTranslations } from 'use-intl'
import { FloorCard } from '@/components/admin/floor/floor-card'
import { Button } from '@/components/ui/button'
import type { ShownCarried } from './day'

type CarriedListProps = { carried: readonly ShownCarried[]; date: string }

/** Which numbers the holders of today's tickets have from now on: to be read out, or printed and hung up. */
export function CarriedList({ carried, date }: CarriedListProps) {
  const t = useTranslations('day.carried')
  return (
    <FloorCard
      title={t('title')}
      action={
        carried.length > 0 && (
          <Button tone="secondary" size="small" onPress={() => print()} className="print:hidden">
            {t('print')}
          </Button>
        )
      }
    >
      {carried.length === 0 ? (
        <p className="text-ink-soft">{t('none')}</p>
      ) : (
        <>
          <p className="mb-3 print:hidden">{t('help')}</p>
          <p className="hidden font-bold print:block">{t('printed', { date })}</p>
          <table className="w-full max-w-md text-xl tabular print:text-sm">
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
        </>
      )}
    </FloorCard>
  )
}

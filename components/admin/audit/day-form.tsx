'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { DateInput } from '@/components/admin/ui/date-input'
import { SaveButton } from '@/components/admin/ui/save-button'
import { useIsLive } from '@/components/admin/ui/use-is-live'
import type { CenterId, ServiceDay } from '@/lib/domain/ids'
import { addressOf } from './audit-address'

/** Which day's conflicts are shown. */
export function DayForm({ center, day }: { center: CenterId; day: ServiceDay }) {
  const t = useTranslations('audit')
  const router = useRouter()
  const isLive = useIsLive()
  const [chosen, setChosen] = useState<ServiceDay | null>(day)

  function show(event: FormEvent) {
    event.preventDefault()
    if (chosen) router.push(addressOf(center, { view: 'conflicts', day: chosen }))
  }

  if (!isLive) return null
  return (
    <form onSubmit={show} className="flex flex-wrap items-end gap-3">
      <DateInput name="day" label={t('day')} value={chosen} onChange={setChosen} />
      <SaveButton label={t('show')} />
    </form>
  )
}

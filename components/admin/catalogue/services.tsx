'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { changeService, type ServiceRow } from '@/lib/client/console'
import { nameIn } from '@/lib/domain/catalogue'
import type { CenterId } from '@/lib/domain/ids'
import { STANDARD_SERVICES } from '@/lib/domain/standard-services'
import { CatalogueList } from '../catalogue-list'
import { useConsoleLanguage } from '../console-language'
import type { TableColumn } from '../ui/data-table'
import { ProblemLine } from '../ui/problem-line'
import type { ConsoleRefusal } from '../ui/problem-words'
import { useSaved } from '../use-saved'
import { usePriorityWords } from './priority-words'
import { ServiceForm } from './service-form'
import { createStandardServices, missingServices } from './standard-services'

type ServicesProps = { center: CenterId; services: readonly ServiceRow[] }

export function Services({ center, services }: ServicesProps) {
  const language = useConsoleLanguage()
  return (
    <>
      <CatalogueList
        kind="services"
        items={services}
        columns={useColumns()}
        sortedBy="priority"
        nameOf={service => nameIn(language, service)}
        form={(service, onClose) => (
          <ServiceForm center={center} service={service} services={services} onClose={onClose} />
        )}
        setActive={(service, active) => changeService(center, service.id, { ...editOf(service), active })}
      />
      <TakeStandard center={center} services={services} />
    </>
  )
}

/** What is sent back of a row that is otherwise left as it is. */
function editOf({ id: _, ...edit }: ServiceRow) {
  return edit
}

function useColumns(): TableColumn<ServiceRow>[] {
  const t = useTranslations('pages.services')
  const language = useConsoleLanguage()
  const priority = usePriorityWords()
  return [
    {
      id: 'name',
      label: t('name'),
      value: service => `${service.nameFr} ${service.nameEn} ${service.code}`,
      cell: service => (
        <>
          <strong className="block font-semibold text-lg leading-tight">{nameIn(language, service)}</strong>
          <span lang={language === 'fr' ? 'en' : 'fr'} className="text-ink-soft">
            {nameIn(language === 'fr' ? 'en' : 'fr', service)}
          </span>
        </>
      ),
    },
    {
      id: 'letter',
      label: t('letter'),
      value: ({ letter }) => letter,
      cell: ({ letter }) => <span className="font-bold text-xl">{letter}</span>,
    },
    {
      id: 'priority',
      label: t('priority'),
      value: service => service.priority,
      cell: service => priority.name(service.priority),
    },
    {
      id: 'duration',
      label: t('duration'),
      isEnd: true,
      value: ({ durationMinutes }) => durationMinutes,
      cell: ({ durationMinutes }) => t('minutes', { count: String(durationMinutes) }),
    },
    {
      id: 'documents',
      label: t('documentCount'),
      isEnd: true,
      value: ({ documents }) => documents.length,
      cell: ({ documents }) => String(documents.length),
    },
  ]
}

/** One touch instead of six forms; for the rest again, where it broke off. Not for a center that has only services of its own. */
function TakeStandard({ center, services }: ServicesProps) {
  const t = useTranslations('pages.services')
  const language = useConsoleLanguage()
  const router = useRouter()
  const saved = useSaved()
  const [isBusy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<ConsoleRefusal | null>(null)
  const missing = missingServices(services)
  const hasSome = services.some(({ code }) => STANDARD_SERVICES.some(usual => usual.code === code))
  if (missing.length === 0 || (services.length > 0 && !hasSome)) return null
  async function take() {
    setBusy(true)
    const made = await createStandardServices(center, missing)
    setBusy(false)
    setRefusal(made.refusal)
    if (made.isComplete) saved(t('takenOver'))
    else router.refresh()
  }
  return (
    <div className="mt-4 flex flex-col items-start gap-4 rounded-2xl border-2 border-line border-dashed bg-surface px-6 py-6">
      <ProblemLine refusal={refusal} />
      {hasSome && <p>{t('someMissing', { names: missing.map(usual => nameIn(language, usual)).join(', ') })}</p>}
      <Button size="small" busy={isBusy} onPress={() => void take()}>
        {t(hasSome ? 'takeMissing' : 'takeStandard')}
      </Button>
    </div>
  )
}

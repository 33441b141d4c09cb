'use client'

import { useTranslations } from 'use-intl'
import type { CenterWords } from '@/components/agent/center-words'
import type { Catalogue } from '@/lib/domain/catalogue'
import { SHOWN_FROM } from '@/lib/domain/center-figures'
import type { FloorService } from '@/lib/domain/floor'
import type { InstantMs, ServiceId } from '@/lib/domain/ids'
import { minutesText } from '@/lib/i18n/formats'
import { AskedAction, type FloorActs } from './floor-action'
import { FloorCard } from './floor-card'
import { Lasting } from './floor-time'

type FloorServicesProps = {
  services: readonly FloorService[]
  suspended: ReadonlyMap<ServiceId, InstantMs>
  catalogue: Catalogue
  words: CenterWords
  acts: FloorActs
}

/** Who waits for what, and whether it is given tickets for. */
export function FloorServices({ services, suspended, catalogue, words, acts }: FloorServicesProps) {
  const t = useTranslations('floor')
  const heads = [t('waiting'), t('longest'), t('served'), t('meanWait')]
  return (
    <FloorCard title={t('services')} note={t('meanWaitHelp', { min: String(SHOWN_FROM) })}>
      <div className="overflow-x-auto">
        <table className="w-full tabular">
          <thead>
            <tr className="border-line border-b-2 text-ink-soft text-sm">
              <th scope="col" className="py-1.5 text-left font-semibold">
                {t('service')}
              </th>
              {heads.map(head => (
                <th key={head} scope="col" className="py-1.5 pl-3 text-right font-semibold leading-tight">
                  {head}
                </th>
              ))}
              <th scope="col" className="py-1.5 pl-3 text-right font-semibold">
                {t('action')}
              </th>
            </tr>
          </thead>
          <tbody>
            {services.map(each => (
              <ServiceLine
                key={each.service}
                each={each}
                letter={catalogue.services.find(({ id }) => id === each.service)?.letter ?? ''}
                name={words.service(each.service)}
                suspendedAt={suspended.get(each.service) ?? null}
                acts={acts}
              />
            ))}
          </tbody>
        </table>
      </div>
    </FloorCard>
  )
}

type ServiceLineProps = {
  each: FloorService
  letter: string
  name: string
  suspendedAt: InstantMs | null
  acts: FloorActs
}

function ServiceLine({ each, letter, name, suspendedAt, acts }: ServiceLineProps) {
  const t = useTranslations('floor')
  const { service, waiting, longestSince, served, meanWait } = each
  return (
    <tr className="border-line border-b last:border-0">
      <th scope="row" className="py-1.5 text-left font-semibold leading-tight">
        <span className="flex items-center gap-2">
          <span className="min-w-6 rounded bg-green-tint px-1.5 text-center font-bold text-green">{letter}</span>
          {name}
          {suspendedAt !== null && (
            <span className="rounded bg-gold-tint px-2 font-semibold text-gold-ink">{t('suspended')}</span>
          )}
        </span>
      </th>
      <td className="pl-3 text-right font-bold">{waiting}</td>
      <td className="pl-3 text-right">{longestSince === null ? '–' : <Lasting since={longestSince} />}</td>
      <td className="pl-3 text-right">{served}</td>
      <td className="pl-3 text-right">{meanWait.ms === null ? '–' : minutesText(meanWait.ms)}</td>
      <td className="py-1 pl-3 text-right">
        {suspendedAt === null ? (
          <AskedAction
            acts={acts}
            command={{ kind: 'suspend_service', service }}
            name={t('suspend')}
            label={t('suspendNamed', { service: name })}
            ask={t('suspendAsk', { service: name })}
            text={t('suspendText', { count: waiting })}
          />
        ) : (
          <AskedAction
            acts={acts}
            command={{ kind: 'resume_service', service }}
            name={t('resume')}
            label={t('resumeNamed', { service: name })}
            ask={t('resumeAsk', { service: name })}
            text={t('resumeText')}
          />
        )}
      </td>
    </tr>
  )
}

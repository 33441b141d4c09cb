'use client'

import { useLocale, useTranslations } from 'use-intl'
import { type Catalogue, nameIn } from '@/lib/domain/catalogue'
import type { TicketId } from '@/lib/domain/ids'
import { minutesText } from '@/lib/i18n/formats'
import type { AgentPost, AgentProps } from './agent-types'
import { DeskButtons, type DeskSheetPart } from './desk-buttons'
import { type QueueLine, queueLines } from './queue-lines'
import { TicketTabs } from './ticket-tabs'

type QueuePanelProps = AgentProps & {
  post: AgentPost
  onOpen: (id: TicketId) => void
  onDesk: (part: DeskSheetPart) => void
}

/** What is waiting for this agent: by service, then ticket by ticket. Looking never calls anybody. */
export function QueuePanel(props: QueuePanelProps) {
  const { catalogue, waiting, now } = props
  const t = useTranslations('agent')
  const lines = queueLines(waiting, now)
  return (
    <section
      aria-label={t('myQueue')}
      className="flex min-h-0 flex-col overflow-hidden rounded-3xl border border-line bg-surface"
    >
      <div className="border-line border-b px-5 pt-4 pb-3">
        <table className="w-full text-lg">
          <caption className="sr-only">{t('myQueue')}</caption>
          <thead>
            <tr className="text-base text-ink-soft">
              <th scope="col" className="pb-1 text-left font-medium">
                {t('myQueue')}
              </th>
              <th scope="col" className="pb-1 text-right font-medium">
                {t('queueCount')}
              </th>
              <th scope="col" className="pb-1 pl-3 text-right font-medium">
                {t('queueLongest')}
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.map(line => (
              <QueueRow key={line.service} line={line} catalogue={catalogue} />
            ))}
          </tbody>
        </table>
        {lines.length === 0 && <p className="text-ink-soft text-lg">{t('emptyWaiting')}</p>}
      </div>
      <TicketTabs {...props} />
      <DeskButtons onDesk={props.onDesk} />
    </section>
  )
}

function QueueRow({ line, catalogue }: { line: QueueLine; catalogue: Catalogue }) {
  const language = useLocale()
  const service = catalogue.services.find(({ id }) => id === line.service)
  return (
    <tr>
      <th scope="row" className="py-0.5 text-left font-semibold leading-tight">
        {service && nameIn(language, service)}
      </th>
      <td className="text-right font-bold tabular">{line.count}</td>
      <td className="text-right text-ink-soft tabular">{minutesText(line.longestMs)}</td>
    </tr>
  )
}

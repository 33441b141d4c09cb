'use client'

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { PageTitle } from '@/components/admin/ui/page-title'
import { useProblemWords } from '@/components/admin/ui/problem-words'
import { useTell } from '@/components/admin/ui/toast'
import { useCenterWords } from '@/components/agent/center-words'
import { StatusChip } from '@/components/ui/status-chip'
import type { CommandAnswer, ConsoleCommand, ConsoleOutcome } from '@/lib/client/console'
import type { FloorView } from '@/lib/client/use-floor'
import type { Catalogue } from '@/lib/domain/catalogue'
import { decideCommand } from '@/lib/domain/command'
import { limitAlerts } from '@/lib/domain/floor'
import type { FloorDevice } from '@/lib/domain/floor-devices'
import type { ServiceDay, TicketId } from '@/lib/domain/ids'
import { Broadcast } from './broadcast'
import type { FloorActs } from './floor-action'
import { FloorAlerts } from './floor-alerts'
import { FloorDevices } from './floor-devices'
import { FloorFigures } from './floor-figures'
import { FloorQueue } from './floor-queue'
import { FloorServices } from './floor-services'
import { FloorStations } from './floor-stations'
import { FloorTimeProvider } from './floor-time'
import { LiveNotice } from './live-notice'
import { TicketDialog } from './ticket-dialog'

type FloorProps = {
  view: FloorView
  catalogue: Catalogue
  day: ServiceDay
  send: (command: ConsoleCommand) => Promise<ConsoleOutcome<CommandAnswer>>
}

/** The center as it is at this moment, and what a supervisor can do about it. */
export function Floor({ view, catalogue, day, send }: FloorProps) {
  const t = useTranslations('floor')
  const tell = useTell()
  const words = useProblemWords()
  const { center } = catalogue
  const acts: FloorActs = {
    ...{ off: view.off, send },
    done: kind => tell(t(`done.${kind}`)),
    refused: refusal => tell(words.problem(refusal)),
  }
  return (
    <FloorTimeProvider time={view.time}>
      <PageTitle title={t('title')}>
        <StatusChip status={view.status} />
        <Broadcast center={center.id} off={view.off} now={view.time.get} onSent={() => tell(t('done.message'))} />
      </PageTitle>
      <div className="flex flex-col gap-4">
        <LiveNotice live={view} timeZone={center.timeZone} />
        {view.isRead && <FloorParts view={view} catalogue={catalogue} day={day} acts={acts} />}
      </div>
    </FloorTimeProvider>
  )
}

type FloorPartsProps = Omit<FloorProps, 'send'> & { acts: FloorActs }

function FloorParts({ view, catalogue, day, acts }: FloorPartsProps) {
  const words = useCenterWords(catalogue)
  const [opened, setOpened] = useState<TicketId | null>(null)
  const { queue, floor, devices, look } = view
  const ticket = opened === null ? undefined : queue.tickets.get(opened)
  const { thresholds = {} } = catalogue.center
  const minutes = thresholds.waitTargetMinutes
  const isAllowed = (command: ConsoleCommand) =>
    decideCommand(queue, { catalogue, day }, command, null, view.time.get()).ok
  const away = new Set(devices.filter(isLost).map(({ device }) => device))
  return (
    <>
      <FloorFigures
        figures={floor.figures}
        stations={catalogue.stations.filter(({ active }) => active).length}
        targetMs={minutes === undefined ? null : minutes * 60_000}
      />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <div className="flex min-w-0 flex-col gap-4">
          <FloorServices
            services={floor.services}
            suspended={queue.dayState.suspendedServices}
            catalogue={catalogue}
            words={words}
            acts={acts}
          />
          <FloorStations stations={floor.stations} away={away} words={words} acts={acts} />
        </div>
        <FloorAlerts
          limits={now => limitAlerts(floor.figures, thresholds, now)}
          watched={look?.alerts ?? null}
          acknowledged={queue.dayState.acknowledgedAlerts}
          words={words}
          acts={acts}
        />
      </div>
      <FloorDevices devices={devices} timeZone={catalogue.center.timeZone} acts={acts} />
      <FloorQueue tickets={floor.tickets} words={words} onOpen={setOpened} />
      {ticket && (
        <TicketDialog
          ticket={ticket}
          catalogue={catalogue}
          words={words}
          acts={acts}
          isAllowed={isAllowed}
          onClose={() => setOpened(null)}
        />
      )}
    </>
  )
}

/** It was connected, and is no more. */
function isLost({ isConnected, heardAt }: FloorDevice): boolean {
  return !isConnected && heardAt !== null
}

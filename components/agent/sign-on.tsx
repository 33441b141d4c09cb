'use client'

import { type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { DOUBLE_TAP_MS, usePress } from '@/components/ui/use-press'
import type { Station } from '@/lib/domain/catalogue'
import type { StationId } from '@/lib/domain/ids'
import type { AgentProps, OpenStation } from './agent-types'
import { useHolderName } from './shift-holder'
import { ShiftLost } from './shift-lost'
import { ShiftTakeover } from './shift-takeover'

/** Which station he is at. What he takes from somebody, or leaves, he is asked about by name. */
export function SignOn(props: AgentProps) {
  const { catalogue, held, openStations, takeoverOf, takePost, staff, lostPost } = props
  const t = useTranslations('staff')
  const [asked, ask] = useState<StationId | null>(null)
  const here = staff.state.kind === 'open' ? staff.state.agent : null
  const name = catalogue.agents.find(({ id }) => id === here)?.firstName ?? ''
  const station = catalogue.stations.find(({ id }) => id === asked)
  const takeover = station && takeoverOf(station.id)
  // Somebody else has a citizen at the station of this tablet: whoever comes goes on there.
  const serving = held?.hasCitizen ? held.station : null

  function choose(id: StationId): void {
    const taken = takeoverOf(id)
    if (taken && (taken.holder || taken.closes.length > 0)) ask(id)
    else takePost(id)
  }
  return (
    <main className="mx-auto flex w-full max-w-6xl flex-1 flex-col gap-6 overflow-auto px-4 py-6 sm:px-8">
      {lostPost && <ShiftLost {...props} lost={lostPost} />}
      <div>
        <h1 className="font-bold text-3xl tracking-tight">{t('stationTitle', { name })}</h1>
        {serving && <p className="mt-1 text-gold-ink text-xl">{t('serveFirst', { station: serving.number })}</p>}
      </div>
      <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
        {catalogue.stations
          .filter(({ active }) => active)
          .map(each => (
            <li key={each.id}>
              <Tile disabled={serving !== null && serving.id !== each.id} onPress={() => choose(each.id)}>
                <StationName {...props} station={each} opened={openStations.find(open => open.station === each.id)} />
              </Tile>
            </li>
          ))}
      </ul>
      <SignOut {...props} isServing={serving !== null} />
      {station && takeover && (
        <ShiftTakeover {...props} station={station} takeover={takeover} onClose={() => ask(null)} />
      )}
    </main>
  )
}

/** Not before all that was done here is at the center. */
function SignOut({ staff, status, isServing }: AgentProps & { isServing: boolean }) {
  const t = useTranslations('staff')
  const count = status.pendingCount
  return (
    <div className="mt-auto flex flex-wrap items-center gap-4">
      <Button tone="secondary" disabled={count > 0 || isServing} onPress={staff.signOut}>
        {t('signOut')}
      </Button>
      {count > 0 && <p className="text-ink-soft text-lg">{t('signOutWaits', { count })}</p>}
    </div>
  )
}

type TileProps = { onPress: () => void; disabled: boolean; children: ReactNode }

function Tile({ onPress, disabled, children }: TileProps) {
  return (
    <button
      type="button"
      {...usePress(onPress, DOUBLE_TAP_MS)}
      disabled={disabled}
      className="flex min-h-22 w-full items-center gap-4 rounded-2xl border-2 border-line bg-surface px-4 py-3 text-left text-ink transition-colors enabled:active:bg-green-tint disabled:opacity-60"
    >
      {children}
    </button>
  )
}

type StationNameProps = AgentProps & { station: Station; opened: OpenStation | undefined }

/** A station that is open elsewhere can still be taken, by name: its agent sees it. */
function StationName({ station, opened, catalogue, device }: StationNameProps) {
  const t = useTranslations()
  const name = useHolderName({ catalogue })(opened?.agent ?? null)
  const isHere = opened?.device === device
  return (
    <>
      <span className="grid size-13 shrink-0 place-items-center rounded-xl bg-green font-extrabold text-2xl text-white tabular">
        {station.number}
      </span>
      <span className="leading-tight">
        <span className="block font-bold text-xl">{station.name}</span>
        <span className={`block ${opened ? 'font-semibold text-gold-ink' : 'text-ink-soft'}`}>
          {!opened && t('agent.stationFree')}
          {opened && (isHere ? t('staff.onThisTablet', { name }) : t('agent.stationTakenBy', { name }))}
        </span>
      </span>
    </>
  )
}

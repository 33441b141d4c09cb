'use client'

import { type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl'
import { DOUBLE_TAP_MS, usePress } from '@/components/ui/use-press'
import type { Agent, Station } from '@/lib/domain/catalogue'
import type { AgentId } from '@/lib/domain/ids'
import { fullName } from './agent-header'
import type { AgentProps, OpenStation } from './agent-types'

/** Two touches: who you are, and which station you are at. */
export function SignOn({ catalogue, openStations, takePost }: AgentProps) {
  const t = useTranslations('agent')
  const [chosen, choose] = useState<AgentId | null>(null)
  return (
    <main className="mx-auto flex w-full max-w-6xl flex-1 flex-col gap-8 overflow-auto px-4 py-8 sm:px-8">
      <div>
        <h1 className="font-bold text-4xl tracking-tight">{t('signOnTitle')}</h1>
        <p className="mt-1 text-ink-soft text-xl">{t('signOnHelp')}</p>
      </div>
      <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
        {catalogue.agents
          .filter(({ active }) => active)
          .map(agent => (
            <li key={agent.id}>
              <Tile pressed={agent.id === chosen} onPress={() => choose(agent.id)}>
                <AgentName agent={agent} />
              </Tile>
            </li>
          ))}
      </ul>
      <section aria-label={t('stationTitle')}>
        <h2 className="font-bold text-2xl">{t('stationTitle')}</h2>
        <ul className="mt-4 grid gap-4 sm:grid-cols-3 lg:grid-cols-4">
          {catalogue.stations
            .filter(({ active }) => active)
            .map(station => (
              <li key={station.id}>
                <Tile disabled={chosen === null} onPress={() => chosen !== null && takePost(chosen, station.id)}>
                  <StationName
                    station={station}
                    opened={openStations.find(open => open.station === station.id)}
                    agents={catalogue.agents}
                  />
                </Tile>
              </li>
            ))}
        </ul>
      </section>
    </main>
  )
}

type TileProps = { onPress: () => void; pressed?: boolean; disabled?: boolean; children: ReactNode }

function Tile({ onPress, pressed = false, disabled = false, children }: TileProps) {
  const shade = pressed
    ? 'border-green bg-green text-white'
    : 'border-line bg-surface text-ink enabled:active:bg-green-tint'
  return (
    <button
      type="button"
      {...usePress(onPress, DOUBLE_TAP_MS)}
      disabled={disabled}
      aria-pressed={pressed}
      className={`flex min-h-22 w-full items-center gap-4 rounded-2xl border-2 px-4 py-3 text-left transition-colors disabled:opacity-60 ${shade}`}
    >
      {children}
    </button>
  )
}

function AgentName({ agent }: { agent: Agent }) {
  const t = useTranslations('agent')
  const initials = `${agent.firstName.charAt(0)}${agent.lastName.charAt(0)}`
  return (
    <>
      <span
        aria-hidden="true"
        className="grid size-13 shrink-0 place-items-center rounded-full bg-green-tint font-bold text-green text-lg"
      >
        {initials}
      </span>
      <span className="leading-tight">
        <span className="block font-bold text-xl">{fullName(agent)}</span>
        {agent.role === 'supervisor' && <span className="block">{t('supervisor')}</span>}
      </span>
    </>
  )
}

type StationNameProps = { station: Station; opened: OpenStation | undefined; agents: readonly Agent[] }

/** A station that is open elsewhere can still be taken, by name: its agent sees it. */
function StationName({ station, opened, agents }: StationNameProps) {
  const t = useTranslations('agent')
  const by = agents.find(({ id }) => id === opened?.agent)
  return (
    <>
      <span className="grid size-13 shrink-0 place-items-center rounded-xl bg-green font-extrabold text-2xl text-white tabular">
        {station.number}
      </span>
      <span className="leading-tight">
        <span className="block font-bold text-xl">{station.name}</span>
        <span className={`block ${opened ? 'font-semibold text-gold-ink' : 'text-ink-soft'}`}>
          {!opened && t('stationFree')}
          {opened && (by ? t('stationTakenBy', { name: fullName(by) }) : t('stationTaken'))}
        </span>
      </span>
    </>
  )
}

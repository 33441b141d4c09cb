'use client'

import { useFormatter, useLocale, useTranslations } from 'use-intl'
import { clockSpan } from '@/components/device/clock-span'
import type { Translate } from '@/components/ui/both-languages'
import { clockError } from '@/lib/client/clock-error'
import { type Agent, type Catalogue, nameIn } from '@/lib/domain/catalogue'
import type { WatchedAlert } from '@/lib/domain/center-watch'
import type { Alert } from '@/lib/domain/engine/alerts'
import { EMERGENCY, type PriorityClass } from '@/lib/domain/engine/model'
import type { AgentId, DeviceId, DurationMs, InstantMs, Language, ServiceId, StationId } from '@/lib/domain/ids'
import type { Occupation } from '@/lib/domain/open-stations'
import { unreachable } from '@/lib/domain/result'
import { numberOf } from '@/lib/domain/ticket-number'
import { clockTime, minutesText } from '@/lib/i18n/formats'

/** The names and figures of one center, as its supervisor says them. */
export type CenterWords = {
  readonly t: Translate
  readonly service: (id: ServiceId) => string
  readonly services: (ids: readonly ServiceId[]) => string
  /** What a class is called: the services that are in it. */
  readonly priority: (priority: PriorityClass) => string
  readonly agent: (id: AgentId | null) => string
  readonly station: (id: StationId | null) => string
  /** Why there is a break, or service without a ticket. */
  readonly occupation: (occupation: Occupation) => string
  readonly percent: (share: number) => string
  readonly time: (at: InstantMs) => string
}

export function useCenterWords(catalogue: Catalogue): CenterWords {
  const t = useTranslations()
  const language = useLocale()
  const format = useFormatter()
  const service = (id: ServiceId) => namedService(id, catalogue, language)
  const named = (ids: readonly ServiceId[]) => ids.map(service).join(' + ')
  return {
    t,
    service,
    services: named,
    priority: priority => {
      if (priority === EMERGENCY) return t('center.emergencies')
      const ofClass = catalogue.services.filter(each => each.active && each.priority === priority)
      return named(ofClass.map(({ id }) => id)) || t('center.classNumber', { number: String(priority) })
    },
    agent: id => {
      const known = catalogue.agents.find(each => each.id === id)
      return known ? shortName(known) : t('center.nobody')
    },
    station: id => catalogue.stations.find(each => each.id === id)?.number ?? '?',
    occupation: occupation =>
      occupation.kind === 'break'
        ? t(`agent.aside.breakReasons.${occupation.reason}`)
        : t(`agent.aside.walkInReasons.${occupation.reason}`),
    percent: share => format.number(share, { style: 'percent', maximumFractionDigits: 0 }),
    time: at => clockTime(at, catalogue.center.timeZone),
  }
}

function namedService(id: ServiceId, { services }: Catalogue, language: Language): string {
  const known = services.find(each => each.id === id)
  return known ? nameIn(language, known) : '?'
}

/** `Estelle M.`, as colleagues would tell two of one name apart. */
function shortName({ firstName, lastName }: Agent): string {
  return `${firstName} ${lastName.charAt(0)}.`
}

/** To the nearest minute. */
export function aboutMinutes(durationMs: DurationMs): string {
  return minutesText(durationMs + 30_000)
}

/** Work and agents, to a tenth. */
export function tenths(value: number): number {
  return Math.round(10 * value) / 10
}

/** What is the matter, and what to do next. */
export type Said = { readonly what: string; readonly next: string }

export function alertWords({ alert, station: place, device }: WatchedAlert, words: CenterWords): Said {
  const { t } = words
  const station = words.station(place)
  switch (alert.code) {
    case 'emergency_waiting': {
      const values = { number: numberOf(alert.ticket), time: minutesText(alert.waitedMs) }
      return { what: t('center.emergency_waiting.what', values), next: t('center.emergency_waiting.next') }
    }
    case 'ticket_at_risk': {
      const values = { number: numberOf(alert.ticket), percent: words.percent(alert.percent / 100) }
      return { what: t('center.ticket_at_risk.what', values), next: t('center.ticket_at_risk.next') }
    }
    case 'class_breach':
    case 'overload':
    case 'no_capable_agent':
      return workWords(alert, words)
    case 'closing': {
      const values = { percent: words.percent(alert.chance) }
      return { what: t('center.closing.what', values), next: t('center.closing.next') }
    }
    case 'no_show_spike': {
      const values = { percent: words.percent(alert.percent / 100) }
      return { what: t('center.no_show_spike.what', values), next: t('center.no_show_spike.next') }
    }
    case 'long_service':
    case 'idle_with_work':
    case 'drift':
    case 'out_of_reach':
    case 'many_overrides':
      return agentWords(alert, station, words)
    case 'clock_skew': {
      const error = clockError(-alert.skewMs)
      const values = { device: deviceName(alert, place, device, words), span: clockSpan(t, error) }
      return { what: t(`wrongClock.${error.way}`, values), next: t('wrongClock.next') }
    }
    case 'version_differs': {
      const values = { device: deviceName(alert, place, device, words) }
      return { what: t('center.version_differs.what', values), next: t('center.version_differs.next') }
    }
    case 'actor_unproven': {
      const values = { agent: words.agent(alert.agent), station }
      return { what: t('center.actor_unproven.what', values), next: t('center.actor_unproven.next') }
    }
    default:
      return unreachable(alert)
  }
}

type WorkAlert = Extract<Alert, { code: 'class_breach' | 'overload' | 'no_capable_agent' }>

function workWords(alert: WorkAlert, words: CenterWords): Said {
  const { t } = words
  if (alert.code === 'class_breach') {
    const values = { services: words.priority(alert.priority), time: aboutMinutes(alert.medianMs) }
    return { what: t('center.class_breach.what', values), next: t('center.class_breach.next') }
  }
  if (alert.code === 'overload') {
    const values = { services: words.services(alert.services) }
    return { what: t('center.overload.what', values), next: t('center.overload.next') }
  }
  const values = { service: words.service(alert.service), count: alert.count }
  return { what: t('center.no_capable_agent.what', values), next: t('center.no_capable_agent.next') }
}

type AgentAlert = Exclude<Extract<Alert, { agent: AgentId }>, { code: 'actor_unproven' }>

function agentWords(alert: AgentAlert, station: string, words: CenterWords): Said {
  const { t } = words
  const agent = words.agent(alert.agent)
  switch (alert.code) {
    case 'long_service': {
      const values = { station, number: numberOf(alert.ticket), time: minutesText(alert.elapsedMs) }
      return { what: t('center.long_service.what', values), next: t('center.long_service.next', { agent }) }
    }
    case 'idle_with_work': {
      const values = { station, time: minutesText(alert.idleMs) }
      return { what: t('center.idle_with_work.what', values), next: t('center.idle_with_work.next', { agent }) }
    }
    case 'drift': {
      const values = { agent, service: words.service(alert.service) }
      const next = alert.direction === 'slower' ? 'nextSlower' : 'nextFaster'
      return { what: t(`center.drift.${alert.direction}`, values), next: t(`center.drift.${next}`) }
    }
    case 'out_of_reach':
      return { what: t('center.out_of_reach.what', { station, agent }), next: t('center.out_of_reach.next') }
    case 'many_overrides': {
      const values = { agent, percent: words.percent(alert.percent / 100) }
      return { what: t('center.many_overrides.what', values), next: t('center.many_overrides.next') }
    }
    default:
      return unreachable(alert)
  }
}

/** A tablet by its station, a kiosk by the digit in its numbers; any other device has its id alone. */
function deviceName(
  { device: id }: { readonly device: DeviceId },
  place: StationId | null,
  device: WatchedAlert['device'],
  { t, station }: CenterWords,
): string {
  if (place !== null) return t('center.tablet', { station: station(place) })
  if (device && device.issuerDigit !== null) return t('wrongClock.kiosk', { digit: String(device.issuerDigit) })
  return t(`ignored.by.${device?.surface ?? 'unknown'}`, { device: id })
}

import { useTranslations } from 'use-intl'
import { useConsoleLanguage } from '@/components/admin/console-language'
import type { AuditLine } from '@/lib/client/audit'
import { serviceDayOf } from '@/lib/domain/service-day'
import { clockTime, minutesText, shortDate } from '@/lib/i18n/formats'
import { type AuditNames, changesOf, destinationOf, type FieldChange } from './audit-values'

/** What one line says, in the reader's words. */
export type AuditWords = {
  readonly who: (line: AuditLine) => string
  readonly where: (line: AuditLine) => string
  readonly what: (line: AuditLine) => string
  /** Why a ticket was called, in short sentences; nothing of any other line. */
  readonly why: (line: AuditLine) => readonly string[]
  readonly changes: (line: AuditLine) => readonly FieldChange[]
}

const SERVER = 'server'
/** Fields whose values are words of the program. */
const OPTIONS = ['surface', 'role', 'kind']

export function useAuditWords(names: AuditNames, timeZone: string): AuditWords {
  const t = useTranslations('audit')
  const language = useConsoleLanguage()
  const nameOfAgent = (id: unknown) => {
    const agent = names.agents.get(Number(id))
    return agent ? `${agent.name} (${agent.employeeId})` : String(id)
  }
  const device = (id: unknown) => (id === SERVER ? t('server') : (names.devices.get(String(id)) ?? String(id)))
  const service = (id: unknown) => names.services.get(Number(id))?.[language] ?? String(id)
  const station = (id: unknown) => names.stations.get(Number(id)) ?? String(id)
  // reason: of a program that is newer there may be words that this one does not have
  const known = (key: string) => t.has(key as 'yes')
  // reason: as above, and one set of arguments serves them all
  const say = (key: string, values: Values) => t(key as 'event.ticket_called', values as never)
  const reason = (code: unknown) => (known(`reason.${String(code)}`) ? say(`reason.${String(code)}`, {}) : String(code))

  function eventText({ action, says, ticket }: AuditLine): string {
    const key = `event.${action.replace(/\.v\d+$/, '').replaceAll('.', '_')}`
    if (!known(key)) return t('event.unknown', { type: action })
    return say(key, {
      number: numberIn(ticket),
      service: service(says.service),
      station: station(says.station),
      person: nameOfAgent(says.subject),
      device: device(says.on ?? says.subject),
      reason: reason(says.reason ?? says.remark ?? says.change ?? says.code),
      surface: known(`surface.${String(says.surface)}`) ? say(`surface.${String(says.surface)}`, {}) : '',
      time: minutesText(Math.abs(Number(says.offsetMs ?? 0))),
      alert: String(says.alert ?? ''),
      copy: Number(says.copy ?? 1),
      to: destinationOf(says),
      colleague: nameOfAgent(says.agent),
      step: Number(says.step ?? 0) + 1,
      fate: says.carried === 1 ? 'carried' : says.carried === 0 ? 'closed' : 'unknown',
    })
  }

  function entryText(line: AuditLine): string {
    const key = `action.${line.action.replaceAll('.', '_')}`
    const name = subjectName(line)
    return known(key) ? say(key, { name }) : t('action.unknown', { action: line.action, name })
  }

  /** Of what is new, or is no more, the name stands in the entry itself. */
  function subjectName({ subject, before, after, ticket }: AuditLine): string {
    const { kind, id } = subject ?? { kind: '', id: '' }
    const told = labelIn(after) ?? labelIn(before)
    if (kind === 'ticket') return numberIn(ticket)
    if (kind === 'service') return names.services.get(Number(id))?.[language] ?? told ?? id
    if (kind === 'station') return names.stations.get(Number(id)) ?? told ?? id
    if (kind === 'staff') return names.agents.has(Number(id)) ? nameOfAgent(id) : (told ?? id)
    if (kind === 'device') return told ?? names.devices.get(id) ?? id
    return told ?? id
  }

  function who({ key, agent, employeeId, device: by, action }: AuditLine): string {
    if (agent !== null) return nameOfAgent(agent)
    if (key.startsWith('c:')) return employeeId === null ? t('system') : personOf(employeeId, names)
    if (by === SERVER) return t('server')
    return action === 'ticket.checked_in.v1' ? t('citizen') : t('system')
  }

  function why({ action, says }: AuditLine): readonly string[] {
    if (action !== 'ticket.called.v1') return []
    if (says.override) return [t('why.outOfOrder', { reason: reason(says.override) })]
    if (!says.why) return [t('why.unknown')]
    const [share, held, considered] = [says.share, says.heldByWindow, says.considered].map(value => Number(value ?? 0))
    return [
      say(`why.${String(says.why)}`, { share: String(share) }),
      ...(says.runnerUp ? [t('why.next', { number: numberIn(String(says.runnerUp)) })] : []),
      ...(held ? [t('why.window', { count: held })] : []),
      ...(considered ? [t('why.considered', { count: considered })] : []),
    ]
  }

  const field = (name: string) => (known(`field.${name}`) ? say(`field.${name}`, {}) : name)
  const option = (name: string, value: string) => {
    const key = `${name === 'kind' ? 'messageKind' : name}.${value}`
    return OPTIONS.includes(name) && known(key) ? say(key, {}) : undefined
  }
  const instant = (at: number) => `${shortDate(serviceDayOf(at, timeZone))} ${clockTime(at, timeZone)}`
  const words = { language, yes: t('yes'), no: t('no'), nothing: t('nothingThere'), field, option, instant, names }
  return {
    who,
    where: ({ key, device: by }) => (key.startsWith('c:') ? t('console') : device(by)),
    what: line => (line.key.startsWith('c:') ? entryText(line) : eventText(line)),
    why,
    changes: ({ before, after }) => changesOf(before, after, words),
  }
}

type Values = Record<string, string | number>

/** `A101` of `A101.k3f9xq`, and of a key that names the day too. */
export function numberIn(ticket: string | null): string {
  return /(?:^|[/:])([A-Z]\d{3,})(?:\.|$)/.exec(ticket ?? '')?.[1] ?? ticket ?? ''
}

/** What something calls itself: a device, a service or a person that is not among the names any more. */
function labelIn(fields: unknown): string | null {
  if (typeof fields !== 'object' || fields === null) return null
  const told = Object.entries(fields).find(([name]) => ['label', 'employeeId', 'name', 'code'].includes(name))
  return typeof told?.[1] === 'string' ? told[1] : null
}

function personOf(employeeId: string, { agents }: AuditNames): string {
  for (const agent of agents.values())
    if (agent.employeeId.toUpperCase() === employeeId) return `${agent.name} (${employeeId})`
  return employeeId
}

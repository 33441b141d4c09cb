import type { Priority, Service } from '@/lib/domain/catalogue'
import { MINUTE_MS, presetConfig } from '@/lib/domain/engine/config'
import type { EngineAgent, EngineConfig, EngineTicket, ServiceTimes } from '@/lib/domain/engine/model'
import { AgentId, type InstantMs, ServiceId, StationId, TicketId } from '@/lib/domain/ids'

/** 10:00 at Douala. */
export const NOW: InstantMs = Date.parse('2026-03-02T09:00:00Z')

/** The letter of each service: its row, its class and its minutes, as the seed has them. */
const TABLE: readonly (readonly [letter: string, code: string, priority: Priority, minutes: number])[] = [
  ['E', 'EMERGENCY', 1, 12],
  ['P', 'APPOINTMENT', 2, 10],
  ['C', 'COLLECTION', 3, 3],
  ['R', 'RENEWAL', 4, 10],
  ['A', 'NEW_APP', 5, 15],
  ['M', 'CORRECTION', 6, 20],
  ['U', 'UNKNOWN', 5, 11],
]

export const SERVICE_LETTERS = TABLE.map(([letter]) => letter)

export const SERVICES: readonly Service[] = TABLE.map(([letter, code, priority, durationMinutes], index) => ({
  id: ServiceId.parse(index + 1),
  code,
  nameFr: code,
  nameEn: code,
  letter,
  priority,
  durationMinutes,
  active: true,
}))

export const CONFIG: EngineConfig = presetConfig('balanced', SERVICES)

export function serviceOf(letter: string): ServiceId {
  return serviceRow(letter).id
}

function serviceRow(letter: string): Service {
  const service = SERVICES.find(candidate => candidate.letter === letter)
  if (!service) throw new Error(`no service ${letter}`)
  return service
}

export function idOf(number: string): TicketId {
  return TicketId.parse(`${number}.k3f9xq`)
}

/** `A101` of `A101.k3f9xq`. */
export function numberIn(id: TicketId | null): string | null {
  return id?.slice(0, id.indexOf('.')) ?? null
}

const WORD = /^([A-Z]\d+)@(-?[\d.]+)(?:\/(\d))?(?:!(-?[\d.]+))?(v)?(?:x(\d+))?$/

/**
 * Waiting tickets in one line, `R101@40 P101@-5/2 C101@10!5v A101@9x2`: a number, the minutes of its credit, and if
 * they differ from the usual its class, the minutes it is still held, `v` for vulnerable, and the agent who may not have it.
 */
export function waiting(script: string): EngineTicket[] {
  return words(script).map(word => {
    const [, number = '', minutes = '', priority, hold, vulnerable, excluded] = WORD.exec(word) ?? []
    if (number === '') throw new Error(`not a ticket: ${word}`)
    const creditStart = NOW - Math.round(Number(minutes) * MINUTE_MS)
    return {
      id: idOf(number),
      service: serviceRow(number.charAt(0)).id,
      priority: priority === undefined ? serviceRow(number.charAt(0)).priority : Number(priority),
      checkedInAt: Math.min(NOW, creditStart),
      creditStart,
      notBefore: hold === undefined ? 0 : NOW + Number(hold) * MINUTE_MS,
      isVulnerable: vulnerable !== undefined,
      excludedAgent: excluded === undefined ? null : AgentId.parse(Number(excluded)),
      sentTo: null,
    }
  })
}

const POST = /^(\d+):([A-Z]*)([-*~+]?)(?:\((\d*)\))?(?:@(\d+))?$/

/**
 * Agents in one line, `1:ERA(11) 2:C* 3:M-`: a number, what he serves, `-` offline, `*` out of reach since a quarter of
 * an hour, `~` on a break, `+` serving, in brackets the classes of his latest calls, and after `@` the minutes idle.
 */
export function roster(script: string): EngineAgent[] {
  return words(script).map(word => {
    const [, id = '', letters = '', mark = '', calls = '', idle = '0'] = POST.exec(word) ?? []
    if (id === '') throw new Error(`not an agent: ${word}`)
    const services = new Set([...letters].map(serviceOf))
    const first = [...services][0]
    const isBusy = mark === '+' && first !== undefined
    return {
      agent: AgentId.parse(Number(id)),
      station: StationId.parse(Number(id)),
      services,
      status: mark === '-' ? 'offline' : mark === '~' ? 'break' : isBusy ? 'busy' : 'available',
      idleSince: NOW - Number(idle) * MINUTE_MS,
      serving: isBusy ? { ticket: idOf('X100'), service: first, since: NOW - MINUTE_MS } : null,
      backAt: null,
      plannedBreaks: [],
      dutyEnd: null,
      lastPriorities: [...calls].map(Number),
      isReachable: mark !== '*',
      lastSeenAt: mark === '*' ? NOW - 15 * MINUTE_MS : null,
    }
  })
}

/** Times as the table has them, but for the fits named: `{ '1R': 1.2 }`. */
export function timesWithFits(times: ServiceTimes, fits: Readonly<Record<string, number>>): ServiceTimes {
  return {
    ...times,
    fitOf: (agent, service) => fits[`${agent}${SERVICES.find(({ id }) => id === service)?.letter}`] ?? 1,
  }
}

function words(script: string): string[] {
  return script.split(' ').filter(word => word !== '')
}

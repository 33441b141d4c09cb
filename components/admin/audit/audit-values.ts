import type { BothLanguages } from '@/lib/domain/catalogue'
import { type Language, ServiceDay } from '@/lib/domain/ids'
import { shortDate } from '@/lib/i18n/formats'

/** Names of a center by their ids, also of what is retired. */
export type AuditNames = {
  readonly services: ReadonlyMap<number, ServiceNames>
  /** The number on the sign. */
  readonly stations: ReadonlyMap<number, string>
  readonly agents: ReadonlyMap<number, { readonly name: string; readonly employeeId: string }>
  readonly devices: ReadonlyMap<string, string>
}

type ServiceNames = BothLanguages & { readonly steps?: readonly BothLanguages[] | undefined }

/** How a value of a row is written; what differs by language comes in. */
export type ValueWords = {
  readonly language: Language
  readonly yes: string
  readonly no: string
  readonly nothing: string
  /** `field` names what it is of, where that is known. */
  readonly field: (name: string) => string
  /** What a word of the program is called; undefined for what a person wrote. */
  readonly option: (field: string, value: string) => string | undefined
  /** A moment that a row keeps in milliseconds. */
  readonly instant: (at: number) => string
  readonly names: AuditNames
}

export type FieldChange = { readonly field: string; readonly before: string | null; readonly after: string | null }

/**
 * What a change came to: the fields that differ alone, in the order of the form, each before and after. A side that is
 * missing as a whole (something new, or something that is no more) is null, and what is empty then is not told.
 */
export function changesOf(before: unknown, after: unknown, words: ValueWords): FieldChange[] {
  const [was, is] = [withStepName(fieldsOf(before), words), withStepName(fieldsOf(after), words)]
  return [...new Set([...Object.keys(was ?? {}), ...Object.keys(is ?? {})])]
    .filter(name => JSON.stringify(was?.[name]) !== JSON.stringify(is?.[name]))
    .map(name => ({
      field: words.field(name),
      before: was && textOf(was[name], name, words),
      after: is && textOf(is[name], name, words),
    }))
    .filter(change => (change.before ?? words.nothing) !== (change.after ?? words.nothing))
}

type Fields = Readonly<Record<string, unknown>>

function fieldsOf(value: unknown): Fields | null {
  // reason: an object that is no list has names and values
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null
}

/** A step of a visit is a number; it has a name as long as its service has one for it. */
function withStepName(fields: Fields | null, { names, language }: ValueWords): Fields | null {
  if (typeof fields?.step !== 'number') return fields
  const name = names.services.get(Number(fields.service))?.steps?.[fields.step - 1]?.[language]
  return name === undefined ? fields : { ...fields, step: `${fields.step} (${name})` }
}

function textOf(value: unknown, name: string, words: ValueWords): string {
  if (value === null || value === undefined || value === '') return words.nothing
  if (typeof value === 'boolean') return value ? words.yes : words.no
  if (Array.isArray(value)) return value.map(each => textOf(each, name, words)).join(', ') || words.nothing
  const fields = fieldsOf(value)
  if (fields) return textOfFields(fields, words)
  if (typeof value === 'number') return nameOf(value, name, words) ?? String(value)
  const day = ServiceDay.safeParse(value)
  return day.success ? shortDate(day.data) : (words.option(name, String(value)) ?? String(value))
}

function textOfFields(fields: Fields, words: ValueWords): string {
  const both = fields[words.language]
  if (typeof both === 'string') return both
  const name = fields[words.language === 'fr' ? 'nameFr' : 'nameEn']
  if ('day' in fields && typeof name === 'string') return `${textOf(fields.day, 'day', words)} ${name}`
  if ('opensAt' in fields && 'closesAt' in fields) return `${String(fields.opensAt)}–${String(fields.closesAt)}`
  const parts = Object.entries(fields).map(([name, value]) => `${words.field(name)} ${textOf(value, name, words)}`)
  return parts.join(', ') || words.nothing
}

/** Ids are for programs. */
function nameOf(id: number, field: string, { names, language, instant }: ValueWords): string | undefined {
  if (field === 'startsAt' || field === 'endsAt') return instant(id)
  if (field === 'services' || field === 'service') return names.services.get(id)?.[language]
  if (field === 'usualStation' || field === 'station') return names.stations.get(id)
  if (field === 'agent') return names.agents.get(id)?.name
  return undefined
}

export type Destination = 'service' | 'station' | 'agent' | 'both' | 'step'

/** Where a transfer leads, by what its event says: to somebody by name, to the next step of the visit, or to a service. */
export function destinationOf({ station, agent, step }: Readonly<Record<string, unknown>>): Destination {
  const isNamed = (id: unknown) => typeof id === 'number'
  if (isNamed(station)) return isNamed(agent) ? 'both' : 'station'
  if (isNamed(agent)) return 'agent'
  return isNamed(step) ? 'step' : 'service'
}

import { useMemo, useSyncExternalStore } from 'react'
import * as z from 'zod/mini'
import type { Catalogue } from '@/lib/domain/catalogue'
import type { ServiceId, StationId } from '@/lib/domain/ids'

/** What a display shows of its center: calls to these stations, for these services; null: for all. */
export type Zone = {
  readonly stations: ReadonlySet<StationId> | null
  readonly services: ReadonlySet<ServiceId> | null
}

export const WHOLE_CENTER: Zone = { stations: null, services: null }

/** As the address of the page says it: signs of stations and letters of services. */
export type ZoneWish = {
  readonly stations: readonly string[]
  readonly services: readonly string[]
  /** What of the address cannot be understood, as it stands there. */
  readonly wrong: readonly string[]
}

export type DisplayZone = {
  readonly zone: Zone
  /** The signs and letters that it has, for people. */
  readonly stations: readonly string[]
  readonly services: readonly string[]
  /** What of the address is malformed, or not of this center: to be told in words. */
  readonly wrong: readonly string[]
}

/** As the console takes them. */
const Sign = z.string().check(z.trim(), z.toUpperCase(), z.regex(/^[A-Z0-9]{1,4}$/))
const Letter = z.string().check(z.trim(), z.toUpperCase(), z.regex(/^[A-Z]$/))
const LISTED_MAX = 40
const WRONG_LENGTH_MAX = 30

/** `?stations=1,2&services=A,B`: who stands in one hall of a center sees and hears the calls of that hall. */
export function zoneWish(search: string): ZoneWish {
  const query = new URLSearchParams(search)
  const stations = listIn(query, 'stations', Sign)
  const services = listIn(query, 'services', Letter)
  return { stations: stations.good, services: services.good, wrong: [...stations.wrong, ...services.wrong] }
}

function listIn(query: URLSearchParams, name: string, item: z.ZodMiniType<string>) {
  const good = new Set<string>()
  const wrong: string[] = []
  if (!query.has(name)) return { good: [], wrong }
  for (const word of query.getAll(name).join(',').split(',').slice(0, LISTED_MAX)) {
    const read = item.safeParse(word)
    if (read.success) good.add(read.data)
    else wrong.push(wrongPart(name, word))
  }
  return { good: [...good], wrong }
}

function wrongPart(name: string, word: string): string {
  return `${name}=${word}`.slice(0, WRONG_LENGTH_MAX)
}

/** A list of which nothing is known here counts for nothing: a hall that sees too much misses no call. */
export function zoneIn(wish: ZoneWish, catalogue: Catalogue): DisplayZone {
  const stations = catalogue.stations.filter(({ number }) => wish.stations.includes(number.toUpperCase()))
  const services = catalogue.services.filter(({ letter }) => wish.services.includes(letter))
  const signs = stations.map(({ number }) => number)
  const letters = services.map(({ letter }) => letter)
  const unknown = [
    ...wish.stations.filter(sign => !signs.some(known => known.toUpperCase() === sign)).map(sign => `stations=${sign}`),
    ...wish.services.filter(letter => !letters.includes(letter)).map(letter => `services=${letter}`),
  ]
  return {
    zone: { stations: setOrAll(stations.map(({ id }) => id)), services: setOrAll(services.map(({ id }) => id)) },
    stations: signs,
    services: letters,
    wrong: [...wish.wrong, ...unknown],
  }
}

function setOrAll<Id>(ids: readonly Id[]): ReadonlySet<Id> | null {
  return ids.length > 0 ? new Set(ids) : null
}

/** Where both are named, both must fit. */
export function isCalledIn({ stations, services }: Zone, station: StationId, service: ServiceId): boolean {
  return (stations?.has(station) ?? true) && (services?.has(service) ?? true)
}

/** Who waits in a hall of which the stations alone are named waits for what these serve; null: for anything. */
export function servicesWaitedFor({ stations, services }: Zone, catalogue: Catalogue): ReadonlySet<ServiceId> | null {
  if (services || !stations) return services
  return new Set(catalogue.stations.filter(({ id }) => stations.has(id)).flatMap(station => station.services))
}

/** The zone of this page, by its address: there again after a reload without a network. */
export function useZone(catalogue: Catalogue): DisplayZone {
  const search = useSyncExternalStore(neverChanges, searchOfPage, () => '')
  const wish = useMemo(() => zoneWish(search), [search])
  return useMemo(() => zoneIn(wish, catalogue), [wish, catalogue])
}

function searchOfPage(): string {
  return location.search
}

function neverChanges(): () => void {
  return () => undefined
}

import type { Center, Service } from './catalogue'
import type { ServiceDay, ServiceId } from './ids'
import type { StandardServiceCode } from './standard-services'

/**
 * What IDCAM tells of a code that it knows. Null is what it does not tell, which sends nobody away.
 */
export type CodeFacts = {
  /** How far the application has come; a word that we do not know says nothing. */
  readonly status: string | null
  /** What the application is for, in IDCAM's own words. */
  readonly serviceType: string | null
  /** Of the center where the application is. */
  readonly centerCode: string | null
  readonly appointmentDay: ServiceDay | null
  /** The card can be collected from this day on. */
  readonly collectionFrom: ServiceDay | null
}

/** Null: nobody has told, and the code is checked at the station. */
export type CodeSaid = CodeFacts | 'unknown_code' | null

export type CenterName = Pick<Center, 'nameFr' | 'nameEn'>

/** Where and when the citizen stands at a kiosk. */
export type CodePlace = {
  readonly centerCode: string
  readonly services: readonly Pick<Service, 'id' | 'code' | 'active'>[]
  /** The center that IDCAM names, if this installation knows it. */
  readonly namedCenter: CenterName | null
  readonly today: ServiceDay
}

/** Why a citizen needs no ticket now. */
export type CodeRefusal =
  | { readonly kind: 'unknown_code' }
  /** `from` is null where nobody knows when it will be. */
  | { readonly kind: 'card_not_ready'; readonly from: ServiceDay | null }
  | { readonly kind: 'wrong_center'; readonly center: CenterName | null }
  | { readonly kind: 'wrong_day'; readonly day: ServiceDay }

export type CodeVerdict =
  /** `service` is null where the citizen has to be asked what he comes for. */
  { readonly kind: 'known'; readonly service: ServiceId | null } | { readonly kind: 'unavailable' } | CodeRefusal

/** IDCAM names a new application by another word than the seed's table of services. */
const OTHER_WORDS: Readonly<Record<string, StandardServiceCode>> = { NEW_APPLICATION: 'NEW_APP' }

/**
 * Whom a kiosk may give a ticket, by what IDCAM says of his code (SPEC IDCAM-2). The card comes before the center: who has
 * nothing to fetch yet need not travel to the right one.
 */
export function codeVerdict(said: CodeSaid, { centerCode, services, namedCenter, today }: CodePlace): CodeVerdict {
  if (said === null) return { kind: 'unavailable' }
  if (said === 'unknown_code') return { kind: 'unknown_code' }
  if (isCardAway(said, today)) return { kind: 'card_not_ready', from: said.collectionFrom }
  if (said.centerCode !== null && said.centerCode !== centerCode) return { kind: 'wrong_center', center: namedCenter }
  const { appointmentDay } = said
  // Who has missed his day waits like everybody: staff give him another, if they must.
  if (appointmentDay !== null && appointmentDay > today) return { kind: 'wrong_day', day: appointmentDay }
  const code = serviceCodeOf(said)
  return { kind: 'known', service: services.find(service => service.active && service.code === code)?.id ?? null }
}

/** A day may be known long before: it counts for whoever comes for the card alone. */
function isCardAway(facts: CodeFacts, today: ServiceDay): boolean {
  const { status, collectionFrom } = facts
  const isMade = status === 'biometrics_complete'
  if (!isMade && serviceCodeOf(facts) !== 'COLLECTION') return false
  return collectionFrom === null ? isMade : collectionFrom > today
}

/** Whatever the application is for, a card that is ready is there to be fetched. */
function serviceCodeOf({ status, serviceType }: CodeFacts): string | null {
  if (status === 'ready_for_collection') return 'COLLECTION'
  return serviceType === null ? null : (OTHER_WORDS[serviceType] ?? serviceType)
}

import * as z from 'zod/mini'
import { type CenterId, Language, PreEnrollmentCode, ServiceDay, ServiceId, TicketId } from '@/lib/domain/ids'

/** A citizen's data is kept for so long after his visit: the seed's 30 days. */
export const RETENTION_DAYS = 30

/** So many rows, each at its longest, are still a body that the server reads. */
export const INTAKE_ROWS_MAX = 20
const SEALED_CHARS_MAX = 700

/** What a kiosk knows of a visitor beyond his ticket. */
export const Visitor = z.strictObject({ code: PreEnrollmentCode, language: Language })
export type Visitor = z.infer<typeof Visitor>

/** One visitor, sealed to the key of his center: a compact JWE (RFC 7516), `ECDH-ES` on P-256, `A256GCM`. */
export const IntakeRow = z.strictObject({
  day: ServiceDay,
  ticket: TicketId,
  sealed: z.string().check(z.maxLength(SEALED_CHARS_MAX)),
})
export type IntakeRow = z.infer<typeof IntakeRow>

/** POST /api/v1/intake */
export const IntakeRequest = z.strictObject({
  rows: z.array(IntakeRow).check(z.minLength(1), z.maxLength(INTAKE_ROWS_MAX)),
})

/**
 * `cannot_open`: sealed to a key that the server does not have, for another ticket, or changed. `not_yours`: another device
 * gave this ticket. `wrong_day`: a day to come.
 */
export type IntakeRefusalCode = 'cannot_open' | 'not_yours' | 'wrong_day'
/** Every row that is not named here is stored, or needed no more. */
export const IntakeAnswer = z.object({
  refused: z.array(z.object({ day: ServiceDay, ticket: TicketId, code: z.string() })),
})

/** GET /api/v1/intake/ticket/{ticket}?day= */
export const VisitorCodeAnswer = z.object({ code: PreEnrollmentCode })

/** POST /api/v1/intake/check: in a body, since a code stands in no URL of ours. */
export const CodeCheckRequest = z.strictObject({ code: PreEnrollmentCode })

/** What a kiosk is told of a code: a `CodeVerdict`, and nothing of the person. */
export const CodeCheckAnswer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('known'), service: z.nullable(ServiceId) }),
  z.object({ kind: z.literal('unknown_code') }),
  z.object({ kind: z.literal('card_not_ready'), from: z.nullable(ServiceDay) }),
  z.object({
    kind: z.literal('wrong_center'),
    center: z.nullable(z.object({ nameFr: z.string(), nameEn: z.string() })),
  }),
  z.object({ kind: z.literal('wrong_day'), day: ServiceDay }),
  z.object({ kind: z.literal('unavailable') }),
])

export type TicketPlace = { readonly center: CenterId; readonly day: ServiceDay; readonly ticket: TicketId }

/** The header of a sealed visitor. It is authenticated with the rest, so nobody can move him to another ticket. */
export const SealedHeader = z.object({ kid: z.string(), place: z.string() })

export function placeText({ center, day, ticket }: TicketPlace): string {
  return `${center}/${day}/${ticket}`
}

/** A ticket's number comes back another day: only with the day it names one ticket of a center. */
export function rowKey({ day, ticket }: Pick<TicketPlace, 'day' | 'ticket'>): string {
  return `${day}/${ticket}`
}

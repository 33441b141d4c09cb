import * as z from 'zod/mini'
import { CenterId, Language, ServiceDay, TicketId, TicketNumber } from '@/lib/domain/ids'

/** The ticket that a link to the phone page is for. */
export type LinkedTicket = { readonly center: CenterId; readonly day: ServiceDay; readonly ticket: TicketId }

/** Bytes of the proof in a link: 96 bits, which nobody guesses in the day and a half that it is good for. */
export const LINK_PROOF_BYTES = 12

/**
 * What the proof of a link is made over, by HMAC-SHA-256 with the day's key of code marks: every kiosk has it, so a paper has
 * its link without a network. No pre-enrollment code reads like this, so no mark tells anything of a proof.
 */
export function linkText({ center, day, ticket }: LinkedTicket): string {
  return `link ${center}/${day}/${ticket}`
}

/** `<center>.<YYYYMMDD>.<ticket id>.<proof>`, e.g. `1.20260302.A101.k3f9xq.Zk2…`: letters that every QR reader takes. */
export function linkToken({ center, day, ticket }: LinkedTicket, proof: string): string {
  return `${center}.${day.replaceAll('-', '')}.${ticket}.${proof}`
}

/** A token taken apart; its proof is not checked. Null for what has not the shape of one. */
export function readLinkToken(token: string): { readonly linked: LinkedTicket; readonly proof: string } | null {
  const [, center, year, month, date, ticket, proof] =
    /^(\d{1,9})\.(\d{4})(\d\d)(\d\d)\.([A-Z]\d{3,9}\.[a-z0-9]{6})\.([A-Za-z0-9_-]{16})$/.exec(token) ?? []
  const linked = LinkedTicketShape.safeParse({ center: Number(center), day: `${year}-${month}-${date}`, ticket })
  return linked.success && proof ? { linked: linked.data, proof } : null
}
const LinkedTicketShape = z.object({ center: CenterId, day: ServiceDay, ticket: TicketId })

/** Where a ticket is. `paused`: set aside, and called again by itself or when the holder is back. */
export const PhoneState = z.enum(['waiting', 'called', 'serving', 'paused', 'completed', 'no_show', 'closed'])
export type PhoneState = z.infer<typeof PhoneState>

const minutes = z.nullable(z.int())

/**
 * What a phone is told of its ticket, as one server-sent event each time that it changed. Nothing personal: no name, no code,
 * and no reason of a priority.
 */
export const PhoneTicket = z.object({
  number: TicketNumber,
  state: PhoneState,
  /** The language that the ticket was taken in. */
  language: Language,
  centerFr: z.string(),
  centerEn: z.string(),
  timeZone: z.string(),
  serviceFr: z.string(),
  serviceEn: z.string(),
  /** Who is likely called before; null when no turn is to come. */
  ahead: minutes,
  /** The wait from now, in minutes; null when it is unknown, or when no turn is to come. */
  fromMinutes: minutes,
  toMinutes: minutes,
  /** The sign of the station that calls or serves; of a ticket that waits, where it is likely called, if that is likely enough. */
  station: z.nullable(z.string()),
  /** He was sent on, and has not been called since. This and the next four are missing when the server is an older one. */
  sentOn: z._default(z.boolean(), false),
  /** The sign of the station that he waits for by name, while somebody there can serve him. */
  sentTo: z._default(z.nullable(z.string()), null),
  /** Which step of the visit is to come, or is being done, from 1; null where a visit has one step, or none is to come. */
  step: z._default(z.nullable(z.object({ no: z.int(), count: z.int(), fr: z.string(), en: z.string() })), null),
  /** He waits, and did not come when he was called: nobody calls him again before this instant. */
  heldUntil: z._default(z.nullable(z.int()), null),
  /** Why he is set aside, a `ParkReason`, whose module a phone would have to load whole; null when he is not. */
  pausedFor: z._default(z.nullable(z.enum(['errand', 'center'])), null),
  /** 1 for the first call, 2 when it is repeated... 0 before. */
  calls: z.int(),
  /** When the last of them was made, by the clock of its tablet; null when there is none, or the server is an older one. */
  calledAt: z._default(z.nullable(z.int()), null),
  /** When all this was so, in milliseconds since the epoch. */
  asOf: z.int(),
})
export type PhoneTicket = z.infer<typeof PhoneTicket>

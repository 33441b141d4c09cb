import { type DeviceId, TicketId, TicketNumber } from './ids'

/** Letters a service may have. I, O, Q, S and Z are read as digits or as each other. */
export const SERVICE_LETTERS = 'ABCDEFGHJKLMNPRTUVWXY'

/** The digit of the center's own server (REST check-ins). Devices have 1 to 9. */
export const SERVER_ISSUER_DIGIT = 0

/**
 * `<service letter><issuer digit><counter of two or more digits>`: `A101` is service A, issuer 1, first ticket.
 *
 * Unique without coordination at any depth of outage: no two issuers of a center share a digit on one day, and the
 * digit is always the one after the letter, so `A1100` (the hundredth of issuer 1) cannot be read otherwise.
 *
 * @param counter from 1; restarts each service day.
 */
export function ticketNumber(letter: string, issuerDigit: number, counter: number): TicketNumber {
  return TicketNumber.parse(`${letter}${issuerDigit}${String(counter).padStart(2, '0')}`)
}

export function issuerDigitOf(number: TicketNumber): number {
  return Number(number.charAt(1))
}

/** How many the issuer had given of this letter, this one included. */
export function counterOf(number: TicketNumber): number {
  return Number(number.slice(2))
}

export function ticketId(number: TicketNumber, device: DeviceId): TicketId {
  return TicketId.parse(`${number}.${device}`)
}

export function numberOf(ticket: TicketId): TicketNumber {
  // reason: a TicketId is a TicketNumber, a dot and a device by its own pattern
  return ticket.slice(0, ticket.indexOf('.')) as TicketNumber
}

export function issuerOf(ticket: TicketId): DeviceId {
  // reason: as above
  return ticket.slice(ticket.indexOf('.') + 1) as DeviceId
}

import * as z from 'zod/mini'

/** An instant in milliseconds since the Unix epoch. */
export type InstantMs = number

/** A length of time in milliseconds. */
export type DurationMs = number

const rowId = () => z.int().check(z.positive())

export const CenterId = rowId().brand<'CenterId'>()
export type CenterId = z.infer<typeof CenterId>

export const ServiceId = rowId().brand<'ServiceId'>()
export type ServiceId = z.infer<typeof ServiceId>

export const StationId = rowId().brand<'StationId'>()
export type StationId = z.infer<typeof StationId>

export const AgentId = rowId().brand<'AgentId'>()
export type AgentId = z.infer<typeof AgentId>

/** Letters and digits a device id is made of: no vowels (so never a word, never `server`), no look-alikes. */
export const DEVICE_ID_ALPHABET = '23456789bcdfghjkmnpqrstvwxyz'
export const DEVICE_ID_LENGTH = 6

/** One installed program, or the center's server. Names its log in the day's document: `e:<deviceId>`. */
export const DeviceId = z
  .string()
  .check(z.regex(/^[a-z0-9]{6}$/))
  .brand<'DeviceId'>()
export type DeviceId = z.infer<typeof DeviceId>

/** The server is a peer with a log of its own: roster, opened days, clock corrections. */
export const SERVER_DEVICE: DeviceId = DeviceId.parse('server')

/** Printed and read aloud, e.g. `A101`: service letter, issuer digit, counter. Unique in one center and service day. */
export const TicketNumber = z
  .string()
  .check(z.regex(/^[A-HJ-NPRT-Y]\d\d{2,}$/))
  .brand<'TicketNumber'>()
export type TicketNumber = z.infer<typeof TicketNumber>

/**
 * The key of a ticket in its center and service day: `<number>.<issuing device>`, e.g. `A101.k3f9xq`.
 *
 * The device stands in the key so that, if an issuer digit were ever used twice (a server restored from an old
 * backup), both citizens stay in the queue and the clash is reported, instead of one of them vanishing.
 */
export const TicketId = z
  .string()
  .check(z.regex(/^[A-HJ-NPRT-Y]\d\d{2,}\.[a-z0-9]{6}$/))
  .brand<'TicketId'>()
export type TicketId = z.infer<typeof TicketId>

/** `<device>.<boot>.<seq>`, e.g. `k3f9xq.257.12`. A boot is never reused, so an event id is unique for ever. */
export const EventId = z
  .string()
  .check(z.regex(/^[a-z0-9]{6}\.\d+\.\d+$/))
  .brand<'EventId'>()
export type EventId = z.infer<typeof EventId>

/** The local calendar date of a center, `YYYY-MM-DD`: the scope of a queue, of its numbers and of its document. */
export const ServiceDay = z
  .string()
  .check(z.regex(/^\d{4}-\d{2}-\d{2}$/))
  .brand<'ServiceDay'>()
export type ServiceDay = z.infer<typeof ServiceDay>

/** From IDCAM, e.g. `CNI2025001234`: `CNI`, year, six digits. Personal: never in an event, a log or a URL. */
export const PreEnrollmentCode = z
  .string()
  .check(z.regex(/^CNI\d{4}\d{6}$/))
  .brand<'PreEnrollmentCode'>()
export type PreEnrollmentCode = z.infer<typeof PreEnrollmentCode>

/** A keyed hash of a pre-enrollment code for one center and day: tells that two tickets are one person, not who. */
export const CodeMark = z
  .string()
  .check(z.regex(/^[A-Za-z0-9_-]{11}$/))
  .brand<'CodeMark'>()
export type CodeMark = z.infer<typeof CodeMark>

export const Language = z.enum(['fr', 'en'])
export type Language = z.infer<typeof Language>

/** Which program a device runs. */
export const Surface = z.enum(['kiosk', 'agent', 'display'])
export type Surface = z.infer<typeof Surface>

export function eventId(device: DeviceId, boot: number, seq: number): EventId {
  // reason: built from parts that are already checked; parsing every id again would cost the fold its speed
  return `${device}.${boot}.${seq}` as EventId
}

/** The parts of an event id. */
export function eventIdParts(id: EventId): { readonly device: DeviceId; readonly boot: number; readonly seq: number } {
  const [device = '', boot = '', seq = ''] = id.split('.')
  // reason: an EventId has this shape by its own pattern
  return { device: device as DeviceId, boot: Number(boot), seq: Number(seq) }
}

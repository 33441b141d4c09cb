import { StaffRole } from '@/lib/domain/catalogue'
import {
  AdvisedChange,
  AlertName,
  BreakReason,
  CallReason,
  ClosingCode,
  EmergencyReason,
  OverrideReason,
  ParkReason,
  ReceptionCode,
  Remark,
  WalkInReason,
} from '@/lib/domain/events'
import { type InstantMs, Language, Surface, TicketNumber } from '@/lib/domain/ids'

/** What a field may hold. Every kind is one check in `HOLDS`. */
export type FieldKind =
  | 'int'
  | 'offset'
  | 'index'
  | 'eventIdOrNull'
  | 'signatureHalf'
  | 'digitOrNull'
  | 'rowId'
  | 'rowIdOrNull'
  | 'device'
  | 'text'
  | 'surface'
  | 'role'
  | 'language'
  | 'priority'
  | 'markOrNull'
  | 'countOrNull'
  | 'intOrNull'
  | 'flagOrNull'
  | 'yesNoOrNull'
  | 'instantOrNull'
  | 'ticketOrNull'
  | 'digestOrNull'
  | 'callReasonOrNull'
  | 'overrideOrNull'
  | 'parkReason'
  | 'remark'
  | 'breakReason'
  | 'walkInReason'
  | 'emergencyReason'
  | 'receptionCode'
  | 'closingCode'
  | 'alertName'
  | 'advisedChange'
  | 'numberOrNull'

/** A string in a tuple is at most this long; the guard refuses longer ones. */
export const TEXT_LENGTH_MAX = 64

export const HOLDS: Record<FieldKind, (value: unknown) => boolean> = {
  int: isInt,
  offset: value => isInt(value) && isTellableTime(Math.abs(value)),
  index: isIndex,
  eventIdOrNull: value => value === null || (typeof value === 'string' && LONG_EVENT_ID.test(value)),
  signatureHalf: value => typeof value === 'string' && SIGNATURE_HALF.test(value),
  digitOrNull: value => value === null || (isIndex(value) && value <= 9),
  rowId: isRowId,
  rowIdOrNull: value => value === null || isRowId(value),
  device: value => typeof value === 'string' && DEVICE.test(value),
  text: value => typeof value === 'string' && value.length <= TEXT_LENGTH_MAX && !CONTROL.test(value),
  surface: oneOf(Surface.options),
  role: oneOf(StaffRole.options),
  language: oneOf(Language.options),
  priority: value => isInt(value) && value >= 1 && value <= 6,
  markOrNull: value => value === null || (typeof value === 'string' && MARK.test(value)),
  countOrNull: value => value === null || isCount(value),
  intOrNull: value => value === null || (isInt(value) && isCount(Math.abs(value))),
  flagOrNull: value => value === null || value === 1,
  yesNoOrNull: value => value === null || value === 1 || value === 0,
  instantOrNull: value => value === null || (isInt(value) && isTellableTime(value)),
  ticketOrNull: value => value === null || (typeof value === 'string' && LONG_TICKET.test(value)),
  digestOrNull: value => value === null || (typeof value === 'string' && DIGEST.test(value)),
  callReasonOrNull: orNull(CallReason.options),
  overrideOrNull: orNull(OverrideReason.options),
  parkReason: oneOf(ParkReason.options),
  remark: oneOf(Remark.options),
  breakReason: oneOf(BreakReason.options),
  walkInReason: oneOf(WalkInReason.options),
  emergencyReason: oneOf(EmergencyReason.options),
  receptionCode: oneOf(ReceptionCode.options),
  closingCode: oneOf(ClosingCode.options),
  advisedChange: oneOf(AdvisedChange.options),
  alertName: value => AlertName.safeParse(value).success,
  numberOrNull: value => value === null || TicketNumber.safeParse(value).success,
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: reason: Postgres stores no text with a NUL, and no paper prints the others
const CONTROL = /[\u0000-\u001f]/
export const LONG_TICKET = /^[A-HJ-NPRT-Y]\d\d{2,}\.[a-z0-9]{6}$/
export const LONG_EVENT_ID = /^[a-z0-9]{6}\.\d+\.\d+$/
const DEVICE = /^[a-z0-9]{6}$/
const SIGNATURE_HALF = /^[A-Za-z0-9_-]{43}$/
const MARK = /^[A-Za-z0-9_-]{11}$/
const DIGEST = /^[0-9a-f]{16}$/

function oneOf(options: readonly string[]): (value: unknown) => boolean {
  return value => typeof value === 'string' && options.includes(value)
}

function orNull(options: readonly string[]): (value: unknown) => boolean {
  const holds = oneOf(options)
  return value => value === null || holds(value)
}

export function isRowId(value: unknown): value is number {
  return isCount(value) && value > 0
}

/** What fits the integer of a table. */
export function isCount(value: unknown): value is number {
  return isIndex(value) && value < 2 ** 31
}

/** 2100: beyond it no clock of ours is, and what no table or calendar can hold would stop whoever shows it. */
export const TIME_MS_MAX: InstantMs = Date.UTC(2100, 0, 1)

export function isTellableTime(value: number): boolean {
  return value >= 0 && value <= TIME_MS_MAX
}

export function isInt(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value)
}

export function isIndex(value: unknown): value is number {
  return isInt(value) && value >= 0
}

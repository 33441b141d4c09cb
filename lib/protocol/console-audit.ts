import * as z from 'zod/mini'
import { DeviceId, ServiceDay, TicketNumber } from '@/lib/domain/ids'
import { isInCalendar } from '@/lib/domain/service-day'

/** What is looked for: the life of tickets, what happened on the floor, devices, and what people changed at the console. */
export const AuditKind = z.enum(['tickets', 'floor', 'devices', 'changes'])
export type AuditKind = z.infer<typeof AuditKind>

/** From where the next page goes on: the last line of the one before, by its time in microseconds and its key. */
export const AuditCursor = z.string().check(z.regex(/^\d{1,16}:(q:[a-z0-9]{6}\.\d{1,16}\.\d{1,10}|c:\d{1,10})$/))
export type AuditCursor = z.infer<typeof AuditCursor>

const CalendarDay = ServiceDay.check(z.refine(isInCalendar))

/** GET /centers/{center}/audit: also the address of the page, so that what was found can be handed on. */
export const AuditQuery = z.object({
  /** A part of an employee id or of a name. */
  person: z.optional(z.string().check(z.trim(), z.maxLength(60))),
  device: z.optional(DeviceId),
  ticket: z.optional(TicketNumber),
  /** Both days are part of it; today where none is named. */
  from: z.optional(CalendarDay),
  to: z.optional(CalendarDay),
  kind: z.optional(AuditKind),
  after: z.optional(AuditCursor),
})
export type AuditQuery = z.infer<typeof AuditQuery>

/** One thing that happened. Who and where stand in ids: the reader has the names of the center. */
export const AuditLine = z.object({
  /** `q:` an event of the queue, `c:` an entry of the console. */
  key: z.string(),
  /** Milliseconds since the epoch, as its author's clock had it. */
  at: z.int(),
  /** The type of an event, or the action of an entry. */
  action: z.string(),
  /** An agent of the queue's events. */
  agent: z.nullable(z.int()),
  /** Who was signed in at the console. */
  employeeId: z.nullable(z.string()),
  device: z.nullable(z.string()),
  ticket: z.nullable(z.string()),
  day: z.nullable(ServiceDay),
  /** What the event says beside that. */
  says: z.record(z.string(), z.unknown()),
  subject: z.nullable(z.object({ kind: z.string(), id: z.string() })),
  before: z.unknown(),
  after: z.unknown(),
})
export type AuditLine = z.infer<typeof AuditLine>

export const AuditPage = z.object({
  lines: z.array(AuditLine),
  /** Null on the last page. */
  next: z.nullable(AuditCursor),
})
export type AuditPage = z.infer<typeof AuditPage>

/** Two moves that were made apart: which of them holds. */
export const AuditConflict = z.object({ ticket: z.string(), winner: AuditLine, loser: AuditLine })
export type AuditConflict = z.infer<typeof AuditConflict>

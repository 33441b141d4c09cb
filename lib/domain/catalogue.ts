import * as z from 'zod/mini'
import { AgentId, CenterId, type Language, ServiceDay, ServiceId, StationId } from './ids'

/** Priority class: 1 is called first, 6 last (seed, section 2.1). */
export const Priority = z.int().check(z.gte(1), z.lte(6))
export type Priority = z.infer<typeof Priority>

/** The disciplines that a center may choose from, and the presets of weights and caps of the hybrid (`engine/config.ts`). */
export const DisciplineName = z.enum(['hybrid', 'strict_priority', 'ratio', 'accumulating_priority', 'fifo'])
export type DisciplineName = z.infer<typeof DisciplineName>
export const PresetName = z.enum(['balanced', 'fair', 'throughput'])
export type PresetName = z.infer<typeof PresetName>

/**
 * In what order a center calls, from a service day on. Made a day ahead at the latest, so that every device has it by
 * then, also one that is cut off over midnight.
 */
export const QueueRules = z.object({
  /** Counts up with every change at this center; stands in every call. */
  version: z.int(),
  from: ServiceDay,
  discipline: DisciplineName,
  preset: PresetName,
})
export type QueueRules = z.infer<typeof QueueRules>

/** What was measured on one earlier day. Integers, so that they add up in any order to the same bits. */
export const MeasuredDay = z.object({
  day: ServiceDay,
  /** By agent and service: `ServiceCell` of the engine. */
  cells: z.array(
    z.object({
      agent: AgentId,
      service: ServiceId,
      n: z.int(),
      sumMs: z.int(),
      sumLog: z.int(),
      sumLogSquares: z.int(),
    }),
  ),
  /** From a completion to the next call while somebody waited. */
  pauses: z.object({ n: z.int(), sumMs: z.int() }),
  /** Check-ins by half hour since local midnight, class and service. */
  arrivals: z.array(z.object({ slot: z.int(), priority: Priority, service: ServiceId, count: z.int() })),
})
export type MeasuredDay = z.infer<typeof MeasuredDay>

/** Local times of a day, `HH:MM`. */
export const LocalTime = z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/))
export const OpeningHours = z.object({ opensAt: LocalTime, closesAt: LocalTime })
export type OpeningHours = z.infer<typeof OpeningHours>

/** A day on which the center is closed. */
export const Holiday = z.object({ day: ServiceDay, nameFr: z.string(), nameEn: z.string() })
export type Holiday = z.infer<typeof Holiday>

/** From when on a supervisor is told. Missing: the figures of `center-watch.ts`. */
export const Thresholds = z.object({
  /** The wait that the center means to keep. */
  waitTargetMinutes: z.optional(z.int()),
  /** Somebody waits longer than this. */
  longestWaitMinutes: z.optional(z.int()),
  /** More wait than this. */
  waitingTickets: z.optional(z.int()),
})
export type Thresholds = z.infer<typeof Thresholds>

/** The same in both languages. */
export const BothLanguages = z.object({ fr: z.string(), en: z.string() })
export type BothLanguages = z.infer<typeof BothLanguages>

export const Center = z.object({
  id: CenterId,
  code: z.string(),
  nameFr: z.string(),
  nameEn: z.string(),
  /** IANA name, e.g. `Africa/Douala`. */
  timeZone: z.string(),
  /** Local time of opening and closing, `HH:MM`. */
  opensAt: z.string(),
  closesAt: z.string(),
  /** Monday first, null when closed; null as a whole: the usual hours every day. These and the next are missing when the server is an older one. */
  weeklyHours: z.optional(z.nullable(z.array(z.nullable(OpeningHours)))),
  holidays: z.optional(z.array(Holiday)),
  /** The most tickets of a day; null for no limit. */
  dailyQuota: z.optional(z.nullable(z.int())),
  /** When the last ticket of a day is given, `HH:MM`; null: until the doors close. */
  lastTicketAt: z.optional(z.nullable(z.string())),
  thresholds: z.optional(Thresholds),
  /** False once it is retired. */
  active: z.optional(z.boolean()),
  /** Missing when the server is an older one. */
  queueRules: z.optional(z.array(QueueRules)),
  /** What opens the staff corner, as `lib/replica/kiosk-pin-hash.ts` makes it; told to kiosks alone. Null until it is set. */
  kioskPin: z.optional(z.nullable(z.string())),
  /** Newest first; today is not among them. */
  measuredDays: z.optional(z.array(MeasuredDay)),
})
export type Center = z.infer<typeof Center>

export const Service = z.object({
  id: ServiceId,
  code: z.string(),
  nameFr: z.string(),
  nameEn: z.string(),
  letter: z.string(),
  priority: Priority,
  /** The seed's table of durations, in minutes: the prior until this center has measured its own. */
  durationMinutes: z.int(),
  /** What to bring, and the steps of the visit. These and the descriptions are missing when the server is an older one. */
  documents: z.optional(z.array(BothLanguages)),
  steps: z.optional(z.array(BothLanguages)),
  descriptionFr: z.optional(z.nullable(z.string())),
  descriptionEn: z.optional(z.nullable(z.string())),
  active: z.boolean(),
})
export type Service = z.infer<typeof Service>

export const Station = z.object({
  id: StationId,
  /** What stands on its sign, e.g. `3`. */
  number: z.string(),
  name: z.string(),
  location: z.optional(z.nullable(z.string())),
  services: z.array(ServiceId),
  active: z.boolean(),
})
export type Station = z.infer<typeof Station>

export const StaffRole = z.enum(['agent', 'supervisor'])
export type StaffRole = z.infer<typeof StaffRole>

export const Agent = z.object({
  id: AgentId,
  employeeId: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  role: StaffRole,
  services: z.array(ServiceId),
  /** Where the person usually works: what a tablet proposes. */
  usualStation: z.optional(z.nullable(StationId)),
  active: z.boolean(),
})
export type Agent = z.infer<typeof Agent>

export const MessageKind = z.enum(['notice', 'alert'])
export type MessageKind = z.infer<typeof MessageKind>

/** What the center tells everybody on its displays, from and until; null: at once, and until somebody ends it. */
export const Message = z.object({
  id: z.int(),
  kind: MessageKind,
  textFr: z.string(),
  textEn: z.string(),
  /** Milliseconds since the epoch. */
  startsAt: z.nullable(z.int()),
  endsAt: z.nullable(z.int()),
  active: z.boolean(),
})
export type Message = z.infer<typeof Message>

/** What a device must know of its center to work alone. */
export type Catalogue = {
  readonly center: Center
  readonly services: readonly Service[]
  readonly stations: readonly Station[]
  readonly agents: readonly Agent[]
  /** Missing in the copy that an older program kept. */
  readonly messages?: readonly Message[]
}

/** The name of a service in the reader's language. */
export function nameIn(language: Language, named: { readonly nameFr: string; readonly nameEn: string }): string {
  return language === 'fr' ? named.nameFr : named.nameEn
}

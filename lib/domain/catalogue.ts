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
  /** Missing when the server is an older one. */
  queueRules: z.optional(z.array(QueueRules)),
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
  active: z.boolean(),
})
export type Service = z.infer<typeof Service>

export const Station = z.object({
  id: StationId,
  /** What stands on its sign, e.g. `3`. */
  number: z.string(),
  name: z.string(),
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
  active: z.boolean(),
})
export type Agent = z.infer<typeof Agent>

/** What a device must know of its center to work alone. */
export type Catalogue = {
  readonly center: Center
  readonly services: readonly Service[]
  readonly stations: readonly Station[]
  readonly agents: readonly Agent[]
}

/** The name of a service in the reader's language. */
export function nameIn(language: Language, named: { readonly nameFr: string; readonly nameEn: string }): string {
  return language === 'fr' ? named.nameFr : named.nameEn
}

import * as z from 'zod/mini'
import { AgentId, CenterId, type Language, ServiceId, StationId } from './ids'

/** Priority class: 1 is called first, 6 last (seed, section 2.1). */
export const Priority = z.int().check(z.gte(1), z.lte(6))
export type Priority = z.infer<typeof Priority>

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

import * as z from 'zod/mini'
import type { CenterId } from './ids'

/** The seed's roles (section 5.1). A citizen has no account here: the role is there for programs that check in for them. */
export const Role = z.enum(['citizen', 'agent', 'supervisor', 'admin'])
export type Role = z.infer<typeof Role>

/** The seed's permissions. `full_access` holds all others. */
export const PERMISSIONS = [
  'checkin',
  'queue_management',
  'citizen_service',
  'status_update',
  'agent_management',
  'reports',
  'full_access',
] as const
export type Permission = (typeof PERMISSIONS)[number]

/** The one table of what people may do: routes, pages and sockets ask `may`, and nothing else. */
export const ROLE_PERMISSIONS: Record<Role, readonly Permission[]> = {
  citizen: ['checkin'],
  agent: ['queue_management', 'citizen_service', 'status_update'],
  supervisor: ['queue_management', 'agent_management', 'reports'],
  admin: ['full_access'],
}

/** What a person's rights follow from. */
export type RightsHolder = {
  readonly role: Role
  /** Null for who works for all centers. */
  readonly center: CenterId | null
}

/**
 * May this person do it there?
 *
 * @param center where; null for what belongs to no center or to all of them, which only people of all centers may touch
 */
export function may(person: RightsHolder, permission: Permission, center: CenterId | null): boolean {
  if (person.center !== null && person.center !== center) return false
  const granted = ROLE_PERMISSIONS[person.role]
  return granted.includes('full_access') || granted.includes(permission)
}

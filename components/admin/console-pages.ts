import type { CenterId } from '@/lib/domain/ids'
import { may, type Permission, type RightsHolder } from '@/lib/domain/permissions'

/** The pages of a center, in the order of a day and then of what is changed ever more rarely. */
export const CENTER_PAGES = {
  floor: 'agent_management',
  day: 'agent_management',
  services: 'full_access',
  stations: 'full_access',
  staff: 'agent_management',
  devices: 'agent_management',
  messages: 'agent_management',
  settings: 'full_access',
  audit: 'reports',
} as const satisfies Record<string, Permission>
export type CenterPage = keyof typeof CENTER_PAGES

export function centerPath(center: CenterId, page: CenterPage): string {
  return `/admin/centers/${center}/${page}`
}

/** What a person finds in the menu of a center: what he would be refused is not there. */
export function centerPagesFor(person: RightsHolder, center: CenterId): CenterPage[] {
  return CENTER_PAGE_NAMES.filter(page => may(person, CENTER_PAGES[page], center))
}

/** Which page of a center an address is of, whatever stands behind it. */
export function centerPageOf(pathname: string): CenterPage | null {
  const name = pathname.match(/^\/admin\/centers\/\d+\/(\w+)/)?.[1]
  return CENTER_PAGE_NAMES.find(page => page === name) ?? null
}

// reason: the keys of a literal
const CENTER_PAGE_NAMES = Object.keys(CENTER_PAGES) as CenterPage[]

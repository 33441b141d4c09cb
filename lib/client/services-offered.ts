import type { Catalogue, Service } from '@/lib/domain/catalogue'

/** One screen, no scrolling: more choices than this cannot be read at a glance. */
const SERVICES_MOST = 6

/** What a visitor may choose. */
export function servicesOffered({ services }: Catalogue): readonly Service[] {
  return services.filter(isOffered).slice(0, SERVICES_MOST)
}

/** An emergency is for staff to declare, never for a kiosk. */
export function isOffered({ active, code }: Service): boolean {
  return active && code !== 'EMERGENCY'
}

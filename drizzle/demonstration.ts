import { STANDARD_SERVICES, type StandardServiceCode } from '@/lib/domain/standard-services'

/** One center with everything it needs to open its doors: what the first start and the tests show. All persons are invented. */
export const DEMONSTRATION_CENTER = {
  code: 'YDE1',
  nameFr: 'Centre CNI de Yaoundé I',
  nameEn: 'Yaoundé I CNI Centre',
  /** Whoever looks at Guichet in the evening is given a ticket, too. */
  opensAt: '00:00',
  closesAt: '23:59',
} as const

export type ServiceCode = StandardServiceCode

export const DEMONSTRATION_SERVICES = STANDARD_SERVICES

const EVERY_SERVICE = DEMONSTRATION_SERVICES.map(service => service.code)

type DemonstrationStation = {
  readonly number: string
  readonly name: string
  readonly services: readonly ServiceCode[]
}

export const DEMONSTRATION_STATIONS: readonly DemonstrationStation[] = [
  { number: '1', name: 'Guichet 1', services: EVERY_SERVICE },
  { number: '2', name: 'Guichet 2', services: EVERY_SERVICE },
  { number: '3', name: 'Guichet 3', services: ['EMERGENCY', 'APPOINTMENT', 'COLLECTION', 'RENEWAL'] },
  { number: '4', name: 'Guichet 4', services: ['COLLECTION', 'RENEWAL', 'NEW_APP', 'CORRECTION'] },
]

type DemonstrationAgent = {
  readonly employeeId: string
  readonly firstName: string
  readonly lastName: string
  readonly role: 'agent' | 'supervisor'
  /** Empty: in nothing in particular, so he serves whatever his station does. */
  readonly specializations: readonly ServiceCode[]
}

export const DEMONSTRATION_AGENTS: readonly DemonstrationAgent[] = [
  {
    employeeId: 'AG-001',
    firstName: 'Estelle',
    lastName: 'Mballa Owona',
    role: 'agent',
    specializations: [],
  },
  {
    employeeId: 'AG-002',
    firstName: 'Ibrahim',
    lastName: 'Hamadou Bello',
    role: 'agent',
    specializations: [],
  },
  {
    employeeId: 'AG-003',
    firstName: 'Brenda',
    lastName: 'Ngwa Ayuk',
    role: 'agent',
    specializations: ['APPOINTMENT', 'COLLECTION', 'RENEWAL'],
  },
  {
    employeeId: 'AG-004',
    firstName: 'Serge',
    lastName: 'Tchoumi Fotso',
    role: 'supervisor',
    specializations: [],
  },
]

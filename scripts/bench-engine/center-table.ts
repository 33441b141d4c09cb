import type { Service } from '@/lib/domain/catalogue'
import { MINUTE_MS, presetConfig } from '@/lib/domain/engine/config'
import type { EngineConfig, PriorityClass } from '@/lib/domain/engine/model'
import { ServiceId } from '@/lib/domain/ids'

export const EMERGENCY_SERVICE = ServiceId.parse(1)
export const APPOINTMENT_SERVICE = ServiceId.parse(2)
export const COLLECTION = ServiceId.parse(3)
export const RENEWAL = ServiceId.parse(4)
export const NEW_APPLICATION_SERVICE = ServiceId.parse(5)
export const CORRECTION = ServiceId.parse(6)
export const UNKNOWN_SERVICE = ServiceId.parse(7)

/** The seed's table: what each service takes, and the class it gives. */
const TABLE: readonly (readonly [id: ServiceId, code: string, priority: PriorityClass, minutes: number])[] = [
  [EMERGENCY_SERVICE, 'EMERGENCY', 1, 12],
  [APPOINTMENT_SERVICE, 'APPOINTMENT', 2, 10],
  [COLLECTION, 'COLLECTION', 3, 3],
  [RENEWAL, 'RENEWAL', 4, 10],
  [NEW_APPLICATION_SERVICE, 'NEW_APP', 5, 15],
  [CORRECTION, 'CORRECTION', 6, 20],
  [UNKNOWN_SERVICE, 'UNKNOWN', 5, 11],
]

export const CLASS_NAMES = ['EMERG', 'APPT', 'COLL', 'RENEW', 'NEW', 'CORR']
export const CLASSES: readonly PriorityClass[] = [1, 2, 3, 4, 5, 6]

export const SERVICES: readonly Service[] = TABLE.map(([id, code, priority, durationMinutes]) => ({
  id,
  code,
  nameFr: code,
  nameEn: code,
  letter: code.slice(0, 1),
  priority,
  durationMinutes,
  active: true,
}))

/** The center's table of durations, in milliseconds. */
export const TABLE_MS: ReadonlyMap<ServiceId, number> = new Map(
  SERVICES.map(({ id, durationMinutes }) => [id, durationMinutes * MINUTE_MS]),
)

/** What a center that chose nothing has; the production defaults, whatever they are. */
export const CENTER_CONFIG: EngineConfig = presetConfig('balanced', SERVICES)

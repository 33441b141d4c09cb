import type { Service } from '@/lib/domain/catalogue'
import { ServiceId } from '@/lib/domain/ids'

/** The seed's new application: letter A, so that the first ticket of issuer 1 is A101. */
export const NEW_APPLICATION: Service = {
  id: ServiceId.parse(5),
  code: 'NEW_APP',
  nameFr: 'Nouvelle demande',
  nameEn: 'New Application',
  letter: 'A',
  priority: 5,
  durationMinutes: 15,
  active: true,
}

import { createService } from '@/lib/client/console'
import { type CenterId, ServiceId } from '@/lib/domain/ids'
import { STANDARD_SERVICES } from '@/lib/domain/standard-services'
import type { ConsoleRefusal } from '../ui/problem-words'

type Made = {
  readonly services: ServiceId[]
  readonly isComplete: boolean
  /** Why it stopped. */
  readonly refusal: ConsoleRefusal | null
}

/** Gives a center the services that every one has, one after the other, most urgent first. */
export async function createStandardServices(center: CenterId): Promise<Made> {
  const services: ServiceId[] = []
  for (const service of STANDARD_SERVICES) {
    const made = await createService(center, service)
    if (!made.ok) return { services, isComplete: false, refusal: made }
    services.push(ServiceId.parse(made.value.id))
  }
  return { services, isComplete: true, refusal: null }
}

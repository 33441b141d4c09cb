import { createService, type ServiceRow } from '@/lib/client/console'
import { type CenterId, ServiceId } from '@/lib/domain/ids'
import { STANDARD_SERVICES } from '@/lib/domain/standard-services'
import type { ConsoleRefusal } from '../ui/problem-words'

type Made = {
  readonly services: ServiceId[]
  readonly isComplete: boolean
  /** Why it stopped. */
  readonly refusal: ConsoleRefusal | null
}

/** Those that a center may still take over: neither their code nor their letter is another service's. */
export function missingServices(services: readonly Pick<ServiceRow, 'code' | 'letter'>[]): typeof STANDARD_SERVICES {
  return STANDARD_SERVICES.filter(
    ({ code, letter }) => !services.some(each => each.code === code || each.letter === letter),
  )
}

/** Gives a center the services that every one has, one after the other, most urgent first. What broke off goes on the next time. */
export async function createStandardServices(center: CenterId, missing = STANDARD_SERVICES): Promise<Made> {
  const services: ServiceId[] = []
  for (const service of missing) {
    const made = await createService(center, service)
    if (made.ok) services.push(ServiceId.parse(made.value.id))
    // The answer to an earlier try was lost.
    else if (made.problem !== 'code_taken') return { services, isComplete: false, refusal: made }
  }
  return { services, isComplete: true, refusal: null }
}

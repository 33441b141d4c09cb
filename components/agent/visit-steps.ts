import type { Catalogue } from '@/lib/domain/catalogue'
import type { Language } from '@/lib/domain/ids'
import type { TicketAtStation } from '@/lib/domain/ticket'
import { stepAt, stepIndexOf, type VisitStep } from '@/lib/domain/visit-steps'

/** Where the visit of the citizen at the station is in its chain, and what comes next; null where there is none. */
export type StepsOfVisit = { readonly now: VisitStep | null; readonly next: VisitStep | null }

export function stepsOfVisit(ticket: TicketAtStation | null, { services }: Catalogue): StepsOfVisit {
  const service = services.find(({ id }) => id === ticket?.service)
  if (!ticket || !service) return { now: null, next: null }
  const index = stepIndexOf(ticket)
  return { now: stepAt(service, index), next: stepAt(service, index + 1) }
}

export function stepName({ name }: VisitStep, language: Language): string {
  return name[language]
}

import { MINUTE_MS } from '@/lib/domain/engine/config'
import type { EngineState, EngineTicket, PriorityClass } from '@/lib/domain/engine/model'
import type { InstantMs } from '@/lib/domain/ids'

/** What a service takes on average over this center's citizens, as its managers would know. */
const AVERAGE_MINUTES = 10.6

/** The estimates that are usual elsewhere, in minutes. */
export class SimpleEstimates {
  readonly #lastWaits = new Map<PriorityClass, number>()

  /** Somebody was called for the first time. */
  called(ticket: EngineTicket, now: InstantMs): void {
    this.#lastWaits.set(ticket.priority, (now - ticket.checkedInAt) / MINUTE_MS)
  }

  of({ priority }: EngineTicket, state: EngineState, now: InstantMs) {
    return {
      naive: naive(state),
      lastServed: this.#lastWaits.get(priority) ?? 0,
      headOfLine: headOfLine(state, priority, now),
    }
  }
}

/** The place in the line times the average service, shared by the agents who are there. */
function naive({ waiting, agents }: EngineState): number {
  const onDuty = agents.filter(({ status }) => status !== 'offline')
  const present = onDuty.filter(({ status }) => status !== 'break')
  return ((waiting.length + 1) * AVERAGE_MINUTES) / Math.max(1, present.length || onDuty.length)
}

/** How long the first of the same class has waited so far (Ibrahim and Whitt 2009). */
function headOfLine({ waiting }: EngineState, priority: PriorityClass, now: InstantMs): number {
  const ofClass = waiting.filter(ticket => ticket.priority === priority).map(ticket => ticket.checkedInAt)
  return ofClass.length === 0 ? 0 : (now - Math.min(...ofClass)) / MINUTE_MS
}

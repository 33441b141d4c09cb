import type { EngineAgent, EngineTicket, PriorityClass } from '@/lib/domain/engine/model'
import { AgentId, type DurationMs, type InstantMs, type ServiceId, StationId } from '@/lib/domain/ids'
import type { Side, World, WorldAgent } from './world'

/** At least the lane's longest run. */
const PRIORITIES_KEPT = 4

/** An agent through one day, and how the devices of his side see him. */
export class AgentDay {
  readonly id: AgentId
  readonly side: Side
  seen: EngineAgent
  isIdle = false
  /** When his last service ended, until his next call. */
  completedAt: InstantMs | null = null
  workedMs = 0

  constructor(
    readonly duty: WorldAgent,
    readonly index: number,
    world: World,
  ) {
    this.id = AgentId.parse(index + 1)
    this.side = duty.side
    this.seen = {
      agent: this.id,
      station: StationId.parse(index + 1),
      services: new Set(duty.meanMs.keys()),
      status: 'break',
      idleSince: 0,
      serving: null,
      backAt: world.opensAt,
      plannedBreaks: duty.breaks,
      dutyEnd: null,
      lastPriorities: [],
      isReachable: true,
      lastSeenAt: null,
    }
  }

  meanMs(service: ServiceId): DurationMs {
    const ms = this.duty.meanMs.get(service)
    if (ms === undefined) throw new Error(`agent ${this.id} may not serve ${service}`)
    return ms
  }

  /** The length of a break that is due and now begins; null when none is. */
  takeBreak(now: InstantMs): DurationMs | null {
    const [next, ...later] = this.seen.plannedBreaks
    if (!next || now < next.from) return null
    const ms = next.to - next.from
    this.isIdle = false
    this.completedAt = null
    this.seen = { ...this.seen, status: 'break', serving: null, backAt: now + ms, plannedBreaks: later }
    return ms
  }

  beIdle(now: InstantMs): void {
    this.isIdle = true
    this.seen = { ...this.seen, status: 'available', serving: null, backAt: null, idleSince: now }
  }

  beBusy({ id, service, priority }: EngineTicket, now: InstantMs): void {
    this.isIdle = false
    this.completedAt = null
    const lastPriorities: readonly PriorityClass[] = [...this.seen.lastPriorities, priority].slice(-PRIORITIES_KEPT)
    this.seen = {
      ...this.seen,
      status: 'busy',
      backAt: null,
      serving: { ticket: id, service, since: now },
      lastPriorities,
    }
  }

  /** Done, as his device sees it: free, though he may take a pause that he tells nobody of. */
  complete(now: InstantMs): void {
    this.completedAt = now
    this.seen = { ...this.seen, status: 'available', serving: null, idleSince: now }
  }

  leave(): void {
    this.isIdle = false
    this.seen = { ...this.seen, status: 'offline', serving: null }
  }
}

import { MINUTE_MS } from '@/lib/domain/engine/config'
import type { ServiceId } from '@/lib/domain/ids'
import { EMERGENCY_SERVICE } from './center-table'
import { RandomStream } from './random-stream'
import type { Citizen, World } from './world'

export type QueueClass = {
  readonly service: ServiceId
  readonly share: number
  readonly meanMinutes: number
  /** Each comes on the minute of his appointment. */
  readonly isBooked?: boolean
}

export type QueueShape = {
  readonly servers: number
  /** Of the servers' time. */
  readonly utilisation: number
  readonly classes: readonly QueueClass[]
  /** Of the service times, lognormal unless exponential. */
  readonly cv: number
  readonly isExponential: boolean
  readonly customers: number
}

/** A queue as textbooks have it: Poisson arrivals, servers who are alike and never away, everybody comes when called. */
export function queueWorld(shape: QueueShape, seed: string): World {
  const random = new RandomStream(`queue ${seed}`)
  const mean = shape.classes.reduce((sum, { share, meanMinutes }) => sum + share * meanMinutes, 0)
  const gapMs = (mean * MINUTE_MS) / (shape.servers * shape.utilisation)
  const weights = shape.classes.map(kind => [kind, kind.share] as const)
  let at = 0
  const citizens = Array.from({ length: shape.customers }, (): Citizen => {
    at += random.exponential(gapMs)
    const { service, isBooked } = random.pick(weights)
    const arrivesAt = Math.round(at)
    return {
      arrivesAt,
      service,
      appointmentAt: isBooked ? arrivesAt : null,
      isEmergency: service === EMERGENCY_SERVICE,
      isVulnerable: false,
      workFactor: shape.isExponential ? random.exponential(1) : random.lognormal(shape.cv),
      presence: 1,
      transfer: null,
      pauseMs: 0,
      side: 0,
    }
  })
  const meanMs = new Map(shape.classes.map(({ service, meanMinutes }) => [service, meanMinutes * MINUTE_MS]))
  return {
    name: `queue ${seed}`,
    opensAt: 0,
    doorsCloseAt: Math.round(at),
    citizens,
    agents: Array.from({ length: shape.servers }, () => ({ meanMs, breaks: [], leavesAt: null, side: 0 as const })),
    absence: { base: 0, perMinute: 0, costMs: 0 },
    walkMs: 0,
    cut: null,
  }
}

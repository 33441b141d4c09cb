import type { DurationMs, InstantMs, ServiceId } from '@/lib/domain/ids'

/** The half of the center that a device or an agent is on when the network is cut. */
export type Side = 0 | 1

/** Everything chance decides about a citizen, drawn before any policy acts: the same whatever the policy. */
export type Citizen = {
  readonly arrivesAt: InstantMs
  /** What he needs done. */
  readonly service: ServiceId
  readonly appointmentAt: InstantMs | null
  readonly isEmergency: boolean
  readonly isVulnerable: boolean
  /** His service time over the mean of the agent who serves him. */
  readonly workFactor: number
  /** In [0, 1): absent when called if below the chance at that wait. */
  readonly presence: number
  /** He turns out to need something else, or somebody else. */
  readonly transfer: Transfer | null
  /** The agent takes so long a pause after him without saying so. */
  readonly pauseMs: DurationMs
  readonly side: Side
}

export type Transfer = { readonly to: ServiceId; readonly workFactor: number }

export type WorldAgent = {
  /** His true mean for each service that he may serve. */
  readonly meanMs: ReadonlyMap<ServiceId, DurationMs>
  readonly breaks: readonly { readonly from: InstantMs; readonly to: InstantMs }[]
  /** He leaves then, announced to nobody. */
  readonly leavesAt: InstantMs | null
  readonly side: Side
}

/** One day of one center. */
export type World = {
  readonly name: string
  readonly opensAt: InstantMs
  readonly doorsCloseAt: InstantMs
  /** By arrival. */
  readonly citizens: readonly Citizen[]
  readonly agents: readonly WorldAgent[]
  readonly absence: { readonly base: number; readonly perMinute: number; readonly costMs: DurationMs }
  /** From the call to the start of service. */
  readonly walkMs: DurationMs
  readonly cut: { readonly from: InstantMs; readonly to: InstantMs } | null
}

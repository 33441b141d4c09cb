import type { Catalogue } from '@/lib/domain/catalogue'
import type { Queue } from '@/lib/domain/fold'
import type { AgentId, DeviceId, InstantMs, StationId } from '@/lib/domain/ids'
import type { OpenStation } from '@/lib/domain/open-stations'
import { isServing } from '@/lib/domain/post'
import { type SignedOn, signedOnIn } from './agent-desk'

/** Whose station this tablet has, also while it is locked. */
export type HeldPost = NonNullable<ReturnType<typeof signedOnIn>> & { readonly hasCitizen: boolean }

export function heldPost(
  queue: Queue,
  device: DeviceId,
  signedOn: SignedOn | null,
  catalogue: Catalogue,
): HeldPost | null {
  const known = signedOnIn(catalogue, signedOn)
  return known && { ...known, hasCitizen: isServing(queue, { device, station: known.station.id }) }
}

/** What opening a station takes from somebody, or closes: to be confirmed by name. */
export type Takeover = {
  /** Who has it now, if not this agent on this tablet. */
  readonly holder: OpenStation | null
  /** What the agent has elsewhere, and what others have left open on this tablet: one agent, one station, one tablet. */
  readonly closes: readonly OpenStation[]
}

export function takeoverOf(queue: Queue, device: DeviceId, agent: AgentId, station: StationId): Takeover {
  const open = queue.openStations.get(station)
  const isOwn = open?.device === device && open.agent === agent
  const others = [...queue.openStations.values()].filter(other => other.station !== station)
  return {
    holder: open && !isOwn ? open : null,
    closes: others.filter(other => other.agent === agent || other.device === device),
  }
}

/** How an agent's station was taken from this tablet. */
export type LostPost = {
  /** `taken`: somebody has it now. `moved`: he himself has opened another one, on another tablet. */
  readonly kind: 'taken' | 'moved'
  readonly station: StationId
  readonly agent: AgentId | null
  readonly device: DeviceId
  readonly at: InstantMs
}

/** Null while nobody has taken it. The later opening counts, on both tablets. */
export function lostPostOf({ openStations }: Queue, device: DeviceId, signedOn: SignedOn | null): LostPost | null {
  if (!signedOn) return null
  const open = openStations.get(signedOn.station)
  const isOwn = open?.device === device && open.agent === signedOn.agent
  if (open && !isOwn) return lost('taken', open)
  const elsewhere = [...openStations.values()].find(
    other => other.agent === signedOn.agent && other.device !== device && isLater(other, open),
  )
  return elsewhere ? lost('moved', elsewhere) : null
}

function lost(kind: LostPost['kind'], { station, agent, device, since }: OpenStation): LostPost {
  return { kind, station, agent, device, at: since }
}

/** Two of one instant are told apart by their stations, the same on every tablet. */
function isLater(other: OpenStation, than: OpenStation | undefined): boolean {
  if (!than || other.since !== than.since) return !than || other.since > than.since
  return other.station > than.station
}

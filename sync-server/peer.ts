import type { CenterId, DeviceId, InstantMs, Surface } from '@/lib/domain/ids'

/** One authenticated connection, as a room sees it. Told apart by the object: a device may have an old one still closing. */
export type Peer = {
  readonly device: DeviceId
  readonly center: CenterId
  readonly surface: Surface
  readonly lastHeardAt: InstantMs
  send(message: Uint8Array): void
  /** Messages as `wireFrame` makes them, one or several: those that many get are built once. */
  relay(frames: Buffer): void
  close(code: number, reason: string): void
  /** The room has worked on one of the frames that it was handed: called once for each. */
  done(): void
}

/** A display reads. Everybody else may append to his own log. */
export function mayWrite(peer: Peer): boolean {
  return peer.surface !== 'display'
}

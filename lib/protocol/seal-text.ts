import type { CenterId, DeviceId, EventId, ServiceDay } from '@/lib/domain/ids'

/** What a seal is over: elements `from` up to `to` of one Yjs client of a device's log, in the document of one day. */
export type SealedPart = {
  readonly center: CenterId
  readonly day: ServiceDay
  readonly device: DeviceId
  /** The seal's own event id. */
  readonly seal: EventId
  readonly previous: EventId | null
  readonly client: number
  readonly from: number
  readonly to: number
}

/**
 * The text that a seal signs: where the elements stand, then each of them as JSON, one a line. It says the place of
 * every element and not only its content, since whoever carries a log could else shift it, and so hide what its
 * author writes next.
 */
export function sealText(part: SealedPart, elements: readonly unknown[]): string {
  const { center, day, device, seal, previous, client, from, to } = part
  const head = ['guichet seal 1', `${center}/${day}`, device, seal, previous ?? '-', client, from, to]
  return [head.join(' '), ...elements.map(element => JSON.stringify(element))].join('\n')
}

/** Both halves of an ECDSA P-256 signature with SHA-256, 32 bytes each, base64url. */
export type Signature = { readonly r: string; readonly s: string }

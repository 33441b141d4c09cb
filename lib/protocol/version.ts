/**
 * What crosses a wire, as one number. History, one line each:
 * 1: tuples of `event-codec`, messages 120-122 and 125, REST bodies of `rest`.
 */
export const PROTOCOL_VERSION = 1

/** The oldest client that a server still serves. A kiosk may have been offline for weeks: raise it with care. */
export const OLDEST_CLIENT_VERSION = 1

const SYNC_SUBPROTOCOL_PREFIX = 'guichet-sync.v'

/** What a client of this version offers, and what the server echoes; the token travels beside it and is never echoed. */
export const SYNC_SUBPROTOCOL = `${SYNC_SUBPROTOCOL_PREFIX}${PROTOCOL_VERSION}`
export const TOKEN_SUBPROTOCOL_PREFIX = 'auth.'

/** The versions that a server speaks, both ends included. */
export type VersionRange = { readonly oldest: number; readonly newest: number }
export const SERVED_VERSIONS: VersionRange = { oldest: OLDEST_CLIENT_VERSION, newest: PROTOCOL_VERSION }

export type VersionChoice =
  | { readonly kind: 'served' | 'too_old'; readonly subprotocol: string }
  /** No version at all, or only newer ones: nothing that both sides speak. */
  | { readonly kind: 'none' }

/** Among the subprotocols that a client offers, the newest version that is served; else whether all are too old. */
export function chooseVersion(
  offered: Iterable<string>,
  { oldest, newest }: VersionRange = SERVED_VERSIONS,
): VersionChoice {
  const versions = [...offered].map(versionOf).filter(version => version !== null)
  const served = Math.max(...versions.filter(version => version >= oldest && version <= newest))
  if (Number.isFinite(served)) return { kind: 'served', subprotocol: subprotocolOf(served) }
  const highest = Math.max(...versions)
  return highest < oldest && versions.length > 0
    ? { kind: 'too_old', subprotocol: subprotocolOf(highest) }
    : { kind: 'none' }
}

function subprotocolOf(version: number): string {
  return `${SYNC_SUBPROTOCOL_PREFIX}${version}`
}

function versionOf(subprotocol: string): number | null {
  const [, digits] = /^guichet-sync\.v(0|[1-9]\d{0,3})$/.exec(subprotocol) ?? []
  return digits === undefined ? null : Number(digits)
}

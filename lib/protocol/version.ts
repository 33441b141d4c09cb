/**
 * What crosses a wire, as one number. History, one line each:
 * 1: tuples of `event-codec`, messages 120-122 and 125, REST bodies of `rest`.
 */
export const PROTOCOL_VERSION = 1

/** The oldest client that a server still serves. A kiosk may have been offline for weeks: raise it with care. */
export const OLDEST_CLIENT_VERSION = 1

/** Echoed by the server; the token travels beside it and is never echoed. */
export const SYNC_SUBPROTOCOL = 'guichet-sync.v1'
export const TOKEN_SUBPROTOCOL_PREFIX = 'auth.'

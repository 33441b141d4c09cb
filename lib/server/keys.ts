import { createHmac, hkdfSync, randomBytes } from 'node:crypto'
import type { CenterId, ServiceDay } from '@/lib/domain/ids'

/** The keys of one installation, all derived from its one secret, each for one purpose. */
export type Keys = {
  readonly token: Uint8Array
  /** Of this process alone: it remembers which nonces were used, and one from before a restart is good no more. */
  readonly nonce: Uint8Array
  readonly enrollment: Uint8Array
  /** Of the cookie that names a person's session. */
  readonly session: Uint8Array
  /** Of the tokens that name a person's session on a tablet. */
  readonly staff: Uint8Array
  /** Of what is kept of people as keyed hashes: links for a first administrator, addresses, browsers. */
  readonly people: Uint8Array
  /** Of the centers' own keys, which are random and kept sealed with it: see `private/center-keys.ts`. */
  readonly centerKeys: Uint8Array
  /** Of what the web app tells the sync server (`commands-token.ts`). */
  readonly internal: Uint8Array
  /** The key of the code marks of one center and day; 32 bytes. A kiosk gets those of a few days only. */
  markKey(center: CenterId, day: ServiceDay): Buffer
}

export function deriveKeys(secret: string): Keys {
  const derive = (purpose: string) => new Uint8Array(hkdfSync('sha256', secret, '', `guichet ${purpose}`, 32))
  const mark = derive('code marks')
  return {
    token: derive('sync tokens'),
    nonce: randomBytes(32),
    enrollment: derive('enrollment codes'),
    session: derive('sessions of people'),
    staff: derive('sessions on tablets'),
    people: derive('hashes of people'),
    centerKeys: derive('keys of centers'),
    internal: derive('internal requests'),
    markKey: (center, day) => createHmac('sha256', mark).update(`${center}/${day}`).digest(),
  }
}

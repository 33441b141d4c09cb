import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { IntakeKey, PublicKeyJwk } from '@/lib/protocol/rest'
import type { CenterKey } from '@/lib/server/private/center-keys'

/** A version of a center's keys that no database holds. */
export function newCenterKey(id: string): CenterKey {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' })
  const privateKey = { ...PublicKeyJwk.parse(pair), d: String(pair.d) }
  return { id, isRetired: false, privateKey, dataKey: randomBytes(32), indexKey: randomBytes(32) }
}

/** What a kiosk gets of it. */
export function publicHalf({ id, privateKey }: CenterKey): IntakeKey {
  return IntakeKey.parse({ ...privateKey, kid: id })
}

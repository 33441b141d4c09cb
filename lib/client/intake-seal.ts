import { CompactEncrypt } from 'jose/jwe/compact/encrypt'
import { placeText, type TicketPlace, type Visitor } from '@/lib/protocol/intake'
import type { IntakeKey } from '@/lib/protocol/rest'

/** Seals what a visitor typed to the key of his center, for his ticket alone. Whoever has the device cannot open it. */
export async function sealVisitor(visitor: Visitor, place: TicketPlace, { kid, ...jwk }: IntakeKey): Promise<string> {
  const header = { alg: 'ECDH-ES', enc: 'A256GCM', kid, place: placeText(place) }
  const key = await crypto.subtle.importKey('jwk', jwk, { name: 'ECDH', namedCurve: jwk.crv }, false, [])
  return await new CompactEncrypt(new TextEncoder().encode(JSON.stringify(visitor)))
    .setProtectedHeader(header)
    .encrypt(key)
}

import { createECDH, createPrivateKey, createPublicKey, hkdfSync, type KeyObject, sign, verify } from 'node:crypto'
import type { PublicKeyJwk } from '@/lib/protocol/rest'
import { bytesOfSignature, type Signature, signatureOf } from '@/lib/protocol/seal-text'

/** The key that seals the server's own logs: made from the installation's secret, so that every process has the same. */
export type ServerSealKey = {
  readonly sign: (text: string) => Signature
  readonly publicKey: KeyObject
  readonly publicJwk: PublicKeyJwk
}

const HALF_BYTES = 32

export function serverSealKey(secret: string): ServerSealKey {
  const d = Buffer.from(hkdfSync('sha256', secret, '', 'guichet server seals', HALF_BYTES))
  const curve = createECDH('prime256v1')
  curve.setPrivateKey(d)
  const point = curve.getPublicKey() // 04, then x and y
  const [x, y] = [point.subarray(1, 1 + HALF_BYTES), point.subarray(1 + HALF_BYTES)].map(half =>
    half.toString('base64url'),
  )
  const publicJwk: PublicKeyJwk = { kty: 'EC', crv: 'P-256', x: x ?? '', y: y ?? '' }
  const privateKey = createPrivateKey({ key: { ...publicJwk, d: d.toString('base64url') }, format: 'jwk' })
  return {
    sign: text => signatureOf(sign('sha256', Buffer.from(text), { key: privateKey, dsaEncoding: 'ieee-p1363' })),
    publicKey: createPublicKey({ key: publicJwk, format: 'jwk' }),
    publicJwk,
  }
}

/** Did the bearer of this key sign this text? */
export function verifySeal(key: KeyObject, text: string, signature: Signature): boolean {
  const bytes = bytesOfSignature(signature)
  return bytes !== null && verify('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }, bytes)
}

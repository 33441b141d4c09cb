import { fromBase64UrlEncoded, toBase64UrlEncoded } from 'lib0/buffer'
import type { CenterId, DeviceId, ServiceDay } from '@/lib/domain/ids'
import { EVENT_HEAD_LENGTH, EVENT_LAYOUTS } from './event-codec'

/** Whose log, and in which document. */
export type LogOf = { readonly center: CenterId; readonly day: ServiceDay; readonly device: DeviceId }

/** Both halves of an ECDSA P-256 signature with SHA-256, 32 bytes each, base64url. */
export type Signature = { readonly r: string; readonly s: string }

const R_AT = EVENT_HEAD_LENGTH + EVENT_LAYOUTS['log.sealed.v1'].fields.findIndex(([name]) => name === 'r')
const S_AT = R_AT + 1

/**
 * The text that a seal signs: whose log it is, the seal itself without its signature, then each element that it is over
 * as JSON, one a line. The seal says the place of its part, and not only the contents are signed, since whoever carries
 * a log could else shift it, and so hide what its author writes next.
 *
 * @param seal its tuple; what stands at the places of the signature is taken for null.
 */
export function sealText(
  { center, day, device }: LogOf,
  seal: readonly unknown[],
  elements: readonly unknown[],
): string {
  const unsigned = seal.map((value, at) => (at === R_AT || at === S_AT ? null : value))
  const lines = [unsigned, ...elements].map(element => JSON.stringify(element))
  return [`guichet seal 1 ${center}/${day} ${device}`, ...lines].join('\n')
}

const HALF_BYTES = 32
/** The order of the P-256 group (SEC 2, section 2.4.2). */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n

/**
 * A signature as it comes from WebCrypto and Node: r and s behind each other. Of the two values of s that fit, the lower
 * one is written, since two texts for one signature would be two contents for one place.
 */
export function signatureOf(bytes: Uint8Array): Signature {
  const s = numberOf(bytes.subarray(HALF_BYTES))
  const low = s > ORDER / 2n ? ORDER - s : s
  return { r: toBase64UrlEncoded(bytes.slice(0, HALF_BYTES)), s: toBase64UrlEncoded(bytesOf(low)) }
}

/** The bytes of a signature in its one spelling; null for another. */
export function bytesOfSignature({ r, s }: Signature): Uint8Array | null {
  const bytes = new Uint8Array(2 * HALF_BYTES)
  for (const [half, start] of [
    [r, 0],
    [s, HALF_BYTES],
  ] as const) {
    const decoded = fromBase64UrlEncoded(half)
    if (decoded.length !== HALF_BYTES) return null
    bytes.set(decoded, start)
  }
  const again = signatureOf(bytes)
  return again.r === r && again.s === s ? bytes : null
}

function numberOf(bytes: Uint8Array): bigint {
  return bytes.reduce((number, byte) => number * 256n + BigInt(byte), 0n)
}

function bytesOf(number: bigint): Uint8Array {
  const bytes = new Uint8Array(HALF_BYTES)
  for (let at = HALF_BYTES - 1, left = number; at >= 0; at--, left /= 256n) bytes[at] = Number(left % 256n)
  return bytes
}

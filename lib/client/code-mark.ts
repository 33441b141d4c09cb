import { fromBase64UrlEncoded, toBase64UrlEncoded } from 'lib0/buffer'
import { CodeMark, type PreEnrollmentCode, type ServiceDay } from '@/lib/domain/ids'

/** Base64url keys by service day, from the server, some days ahead. */
export type MarkKeys = Readonly<Record<string, string>>

/** 64 bits: among a day's few thousand codes two that collide are not met, and 11 characters are cheap in every log. */
const MARK_BYTES = 8

/**
 * The mark of a code: the same for one person at every kiosk of the center on this day, and of no use to anybody who
 * has not the day's key. A bare hash would give the code away: there are only some ten million of them.
 *
 * @returns null when the device has no key for the day: duplicates are then found at the station.
 */
export async function markOf(code: PreEnrollmentCode, day: ServiceDay, keys: MarkKeys): Promise<CodeMark | null> {
  const proof = await proofOf(code, day, keys)
  return proof && CodeMark.parse(toBase64UrlEncoded(proof.subarray(0, MARK_BYTES)))
}

/** HMAC-SHA-256 of a text with the day's key: 32 bytes. Null when the device has no key for the day. */
export async function proofOf(text: string, day: ServiceDay, keys: MarkKeys): Promise<Uint8Array | null> {
  const encoded = keys[day]
  if (encoded === undefined) return null
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', bytesOf(encoded), algorithm, false, ['sign'])
  return new Uint8Array(await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(text)))
}

/** A copy, since lib0 does not say that its bytes lie in a plain ArrayBuffer, which WebCrypto asks for. */
function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(fromBase64UrlEncoded(base64url))
}

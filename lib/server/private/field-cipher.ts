import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

const FORMAT = 1
const NONCE_BYTES = 12
const TAG_BYTES = 16
const HEAD_BYTES = 1 + NONCE_BYTES
const GCM = { authTagLength: TAG_BYTES }

/**
 * AES-256-GCM: format, nonce, ciphertext, tag; 29 bytes longer than the text.
 *
 * @param boundTo where it belongs: it opens nowhere else, so nobody can move a field to another row or column
 */
export function sealText(key: Uint8Array, text: string, boundTo: string): Uint8Array {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce, GCM).setAAD(Buffer.from(boundTo))
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([Buffer.of(FORMAT), nonce, sealed, cipher.getAuthTag()])
}

/** Null unless it was sealed with this key, for this place, and nothing of it was changed. */
export function openText(key: Uint8Array, sealed: Uint8Array, boundTo: string): string | null {
  if (sealed[0] !== FORMAT || sealed.length < HEAD_BYTES + TAG_BYTES) return null
  const tagAt = sealed.length - TAG_BYTES
  // The length of the tag is given: Node would take a shorter one, which is easier to hit.
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, HEAD_BYTES), GCM)
    .setAAD(Buffer.from(boundTo))
    .setAuthTag(sealed.subarray(tagAt))
  try {
    return Buffer.concat([decipher.update(sealed.subarray(HEAD_BYTES, tagAt)), decipher.final()]).toString('utf8')
  } catch {
    // reason: whatever is wrong with it, it does not open
    return null
  }
}

import { fromBase64UrlEncoded, toBase64UrlEncoded } from 'lib0/buffer'

type Bytes = Uint8Array<ArrayBuffer>

/** What OWASP asks of PBKDF2 with SHA-256. Kept in each hash, so that another number may follow. */
const ROUNDS = 600_000
const HASH_BITS = 256
export const PIN_SALT_BYTES = 16

/** The server makes it, a kiosk checks it without a network: `pbkdf2-sha256$<rounds>$<salt>$<hash>`, base64url. */
export async function pinHash(pin: string, salt: Bytes): Promise<string> {
  const hash = await stretch(pin, salt, ROUNDS)
  return ['pbkdf2-sha256', ROUNDS, toBase64UrlEncoded(salt), toBase64UrlEncoded(hash)].join('$')
}

/** @throws when the hash is not one that this program makes: nobody could say then whether the PIN was right */
export async function isPinOf(pin: string, hash: string): Promise<boolean> {
  const [, rounds, salt, expected] = /^pbkdf2-sha256\$(\d{1,7})\$([\w-]+)\$([\w-]+)$/.exec(hash) ?? []
  if (!rounds || !salt || !expected) throw new Error('a PIN hash of another kind')
  const stretched = await stretch(pin, new Uint8Array(fromBase64UrlEncoded(salt)), Number(rounds))
  return toBase64UrlEncoded(stretched) === expected
}

async function stretch(pin: string, salt: Bytes, iterations: number): Promise<Bytes> {
  const digits = await crypto.subtle.importKey('raw', new TextEncoder().encode(pin), 'PBKDF2', false, ['deriveBits'])
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations }
  return new Uint8Array(await crypto.subtle.deriveBits(how, digits, HASH_BITS))
}

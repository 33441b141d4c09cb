import { toBase64UrlEncoded } from 'lib0/buffer'
import { LINK_PROOF_BYTES, type LinkedTicket, linkText, linkToken } from '@/lib/protocol/phone'
import { type MarkKeys, proofOf } from './code-mark'

/**
 * The address at which a citizen follows his ticket on his own phone.
 *
 * @param origin of the web app, as phones outside the center reach it
 * @returns null when the device has no key for the day: then the paper has no QR code
 */
export async function ticketLink(linked: LinkedTicket, keys: MarkKeys, origin: string): Promise<string | null> {
  const proof = await proofOf(linkText(linked), linked.day, keys)
  return proof && `${origin}/t/${linkToken(linked, toBase64UrlEncoded(proof.subarray(0, LINK_PROOF_BYTES)))}`
}

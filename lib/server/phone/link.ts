import { createHmac, timingSafeEqual } from 'node:crypto'
import type { DurationMs, InstantMs } from '@/lib/domain/ids'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { addDays, instantAt } from '@/lib/domain/service-day'
import { LINK_PROOF_BYTES, type LinkedTicket, linkText, linkToken, readLinkToken } from '@/lib/protocol/phone'
import type { Keys } from '../keys'

/** PRODUCT: a link is good until a day after its service day has ended. */
const GOOD_AFTER_DAY_MS: DurationMs = 24 * 3_600_000

export type LinkRefusal = { readonly code: 'link_unknown' | 'link_expired' }

/** The ticket of a link that one of our devices has made. It is not said whether such a ticket exists. */
export function openLink(keys: Pick<Keys, 'markKey'>, token: string): LinkedTicket | null {
  const read = readLinkToken(token)
  if (!read) return null
  const [given, right] = [Buffer.from(read.proof, 'base64url'), proofOf(keys, read.linked)]
  return given.length === right.length && timingSafeEqual(given, right) ? read.linked : null
}

/** The token of a ticket's link, as its kiosk makes it too. */
export function makeLink(keys: Pick<Keys, 'markKey'>, linked: LinkedTicket): string {
  return linkToken(linked, proofOf(keys, linked).toString('base64url'))
}

export function whileGood<Linked extends LinkedTicket & { readonly timeZone: string }>(
  linked: Linked,
  now: InstantMs,
): Result<Linked, LinkRefusal> {
  const end = instantAt(addDays(linked.day, 1), '00:00', linked.timeZone) + GOOD_AFTER_DAY_MS
  return now < end ? ok(linked) : refuse({ code: 'link_expired' })
}

function proofOf(keys: Pick<Keys, 'markKey'>, linked: LinkedTicket): Buffer {
  const key = keys.markKey(linked.center, linked.day)
  return createHmac('sha256', key).update(linkText(linked)).digest().subarray(0, LINK_PROOF_BYTES)
}

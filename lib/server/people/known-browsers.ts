import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Keys } from '@/lib/server/keys'

/** People who share one browser, as agents share a tablet; who has not been there for longest is forgotten. */
const PEOPLE_MAX = 12

const BROWSER = /^[A-Za-z0-9_-]{16}$/
const PROOF_BYTES = 12

/**
 * What a browser shows of itself, from a cookie that only the server writes: a random name, and a proof for each person
 * who has signed in there. It names nobody, and lets nobody in: it only keeps other people's failures from him.
 */
export type KnownBrowser = { readonly name: string; readonly proofs: readonly string[] }

/** @param cookie as it came, from anybody */
export function readKnownBrowser(cookie: string | undefined): KnownBrowser | null {
  const [name = '', ...proofs] = (cookie ?? '').split('.')
  return BROWSER.test(name) ? { name, proofs: proofs.slice(0, PEOPLE_MAX) } : null
}

/** Has this account been signed in to on this browser? */
export function isKnownTo(keys: Keys, browser: KnownBrowser, account: string): boolean {
  const expected = Buffer.from(proofOf(keys, browser.name, account))
  return browser.proofs.some(proof => {
    const shown = Buffer.from(proof)
    return shown.length === expected.length && timingSafeEqual(shown, expected)
  })
}

/** The cookie of a browser on which this account was just signed in to. */
export function browserThatKnows(keys: Keys, browser: KnownBrowser | null, account: string): string {
  const { name, proofs } = browser ?? { name: randomBytes(12).toString('base64url'), proofs: [] }
  const proof = proofOf(keys, name, account)
  return [name, proof, ...proofs.filter(other => other !== proof).slice(0, PEOPLE_MAX - 1)].join('.')
}

function proofOf(keys: Keys, browser: string, account: string): string {
  const proof = createHmac('sha256', keys.people).update(`browser ${browser} ${account}`).digest()
  return proof.subarray(0, PROOF_BYTES).toString('base64url')
}

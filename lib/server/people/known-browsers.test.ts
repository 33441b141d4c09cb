import { expect, test } from 'vitest'
import { deriveKeys } from '@/lib/server/keys'
import { browserThatKnows, isKnownTo, type KnownBrowser, readKnownBrowser } from './known-browsers'

const keys = deriveKeys('mXq1Zp8vT4rYb7KcWd2LhNf6JgSu9EaP')

function read(cookie: string): KnownBrowser {
  const browser = readKnownBrowser(cookie)
  if (!browser) throw new Error(`${cookie} is no browser`)
  return browser
}

test('[PEOPLE-6] a browser knows who has signed in there, and nobody else; its cookie names none of them', () => {
  const cookie = browserThatKnows(keys, read(browserThatKnows(keys, null, 'AG-014')), 'AG-015')
  const known = ['AG-014', 'AG-015', 'AG-016'].map(account => isKnownTo(keys, read(cookie), account))
  expect(known).toEqual([true, true, false])
  for (const account of ['AG-014', 'AG-015']) {
    for (const written of [account, Buffer.from(account).toString('base64url')]) expect(cookie).not.toContain(written)
  }
})

test('[PEOPLE-6] a proof is good on its own browser, of its own installation', () => {
  const [, proof] = browserThatKnows(keys, null, 'AG-014').split('.')
  const [other] = browserThatKnows(keys, null, 'AG-015').split('.')
  expect(isKnownTo(keys, read(`${other}.${proof}`), 'AG-014')).toBe(false)
  const elsewhere = deriveKeys('aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY')
  expect(isKnownTo(elsewhere, read(browserThatKnows(keys, null, 'AG-014')), 'AG-014')).toBe(false)
})

test('[PEOPLE-6] a browser keeps the last twelve people, and a cookie does not grow', () => {
  let cookie = browserThatKnows(keys, null, 'AG-000')
  for (let round = 0; round < 3; round++) {
    for (let agent = 0; agent < 20; agent++) cookie = browserThatKnows(keys, read(cookie), `AG-${agent}`)
  }
  expect(cookie.length).toBeLessThan(250)
  const known = Array.from({ length: 20 }, (_, agent) => isKnownTo(keys, read(cookie), `AG-${agent}`))
  expect(known).toEqual(Array.from({ length: 20 }, (_, agent) => agent >= 8))
})

test.each([undefined, '', 'x', '.', 'AAAAAAAAAAAAAAA=.b', '../../etc/passwd'])(
  '[PEOPLE-6] %j is no browser',
  cookie => {
    expect(readKnownBrowser(cookie)).toBeNull()
  },
)

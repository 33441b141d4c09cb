import { expect, test } from 'vitest'
import { inlineScriptHashes } from './script-hashes'

/** From the specification of content security policies, level 2, section 7.3. */
const HELLO = "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"

test.each([
  ['a script with a text', "<script>alert('Hello, world.');</script>", [HELLO]],
  [
    'twice the same',
    "<script>alert('Hello, world.');</script><script id=\"b\">alert('Hello, world.');</script>",
    [HELLO],
  ],
  ['one that has an address', '<script src="/a.js" async=""></script>', []],
  ['no script', '<p>scripted</p>', []],
])('[CSP-1] a page names %s', (_, html, hashes) => {
  expect(inlineScriptHashes(html)).toEqual(hashes)
})

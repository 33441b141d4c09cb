import { expect, test } from 'vitest'
import { browserName } from './browser-name'
import { localPath } from './local-path'

test.each([
  ['/admin', '/admin'],
  ['/admin/password', '/admin/password'],
  ['/admin/floor?center=2', '/admin/floor?center=2'],
  [undefined, '/admin'],
  [['/admin/x', '/admin/y'], '/admin'],
  ['', '/admin'],
  ['/kiosk', '/admin'],
  ['/administrator', '/admin'],
  ['/admin/../kiosk', '/admin'],
  ['/admin/%2e%2e/kiosk', '/admin'],
  ['https://evil.example/admin', '/admin'],
  ['//evil.example/admin', '/admin'],
  ['/\\evil.example/admin', '/admin'],
  ['\\\\evil.example\\admin', '/admin'],
  ['/\t/evil.example/admin', '/admin'],
  ['https:/admin', '/admin'],
  ['https:evil.example/admin', '/admin'],
  ['javascript:alert(1)', '/admin'],
  ['data:text/html,/admin', '/admin'],
  ['http://here.invalid@evil.example/admin', '/admin'],
  ['/admin/\r\nSet-Cookie: a=b', '/admin/Set-Cookie:%20a=b'],
  [`/admin/${'x'.repeat(600)}`, '/admin'],
])('[PEOPLE-10] after signing in, %j leads to %s', (wanted, expected) => {
  expect(localPath(wanted)).toBe(expected)
})

const ANDROID =
  'Mozilla/5.0 (Linux; Android 13; SM-X200) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36'

test.each([
  [ANDROID, 'Chrome · Android'],
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:127.0) Gecko/20100101 Firefox/127.0', 'Firefox · Windows'],
  [`${ANDROID} EdgA/126.0`, 'Edge · Android'],
  ['<script>alert(1)</script>', ''],
  [null, ''],
])('[PEOPLE-7] %j is listed as %j', (userAgent, expected) => {
  expect(browserName(userAgent)).toBe(expected)
})

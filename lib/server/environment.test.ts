import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { readEnvironment, readTrustedProxies } from './environment'

const GIVEN = {
  NODE_ENV: 'production',
  DATABASE_URL: 'postgres://localhost/guichet',
  PUBLIC_ORIGINS: 'https://guichet.example',
  GUICHET_SECRET: 'mXq1Zp8vT4rYb7KcWd2LhNf6JgSu9EaP',
} as const

test.each<[string | undefined, string]>([
  // a secret,                                        why it is none
  [undefined, 'none is given'],
  ['', 'it is empty'],
  ['x7Kq', 'it is short'],
  ['a'.repeat(64), 'it is one letter'],
  ['abcdabcdabcdabcdabcdabcdabcdabcd', 'it is four letters'],
  ['change-me-change-me-change-me-12', 'it stands in examples'],
  ['a secret of the tests, of no use elsewhere', 'it stands in the tests'],
  ['guichet-production-key-of-yaounde', 'it is the name of the program'],
  ['correct horse battery staple and more', 'it is a sentence'],
])('[ACCESS-3] no server starts on the secret %s: %s', (secret, _why) => {
  const start = () => readEnvironment({ ...GIVEN, GUICHET_SECRET: secret })
  expect(start).toThrow('GUICHET_SECRET')
  if (secret) expect(start).not.toThrow(secret)
})

test.each(['base64url', 'base64', 'hex'] as const)('[ACCESS-3] 32 random bytes as %s are a secret', encoding => {
  const secrets = Array.from({ length: 100 }, (_, seed) => createHash('sha256').update(`${seed}`).digest(encoding))
  for (const secret of secrets) expect(readEnvironment({ ...GIVEN, GUICHET_SECRET: secret }).secret).toBe(secret)
})

test('[ACCESS-4] no proxy is trusted unless it is said to be there', () => {
  expect(readTrustedProxies({ NODE_ENV: 'production' })).toBe(0)
  expect(readTrustedProxies({ NODE_ENV: 'production', TRUSTED_PROXIES: '1' })).toBe(1)
  expect(() => readEnvironment({ ...GIVEN, TRUSTED_PROXIES: 'nginx' })).toThrow('TRUSTED_PROXIES')
})

test.each<[Record<string, string>, string]>([
  // what is set                                                                what is wrong with it
  [{ IDCAM_API_URL: 'http://idcam.example', IDCAM_API_KEY: 'k' }, 'IDCAM_API_URL'],
  [{ IDCAM_API_URL: 'http://localhost.idcam.example', IDCAM_API_KEY: 'k' }, 'IDCAM_API_URL'],
  [{ IDCAM_API_URL: 'https://idcam.example' }, 'IDCAM_API_KEY'],
  [{ IDCAM_API_KEY: 'k' }, 'IDCAM_API_KEY'],
])('[IDCAM-4] no server starts that would tell a code or its key in clear, or has half of them: %j', (set, name) => {
  expect(() => readEnvironment({ ...GIVEN, ...set })).toThrow(name)
})

test('[IDCAM-4] IDCAM is asked where the installation says, and nowhere when it says nothing', () => {
  const set = { IDCAM_API_URL: 'https://idcam.example/', IDCAM_API_KEY: 'k' }
  expect(readEnvironment({ ...GIVEN, ...set }).idcam).toEqual({ url: 'https://idcam.example', key: 'k' })
  expect(readEnvironment(GIVEN).idcam).toBeNull()
})

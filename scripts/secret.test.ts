import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { readEnvironment } from '@/lib/server/environment'
import { ensureSecret, findSecret } from './secret'

let dir: string
const place = () => join(dir, 'data', 'secret')
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'guichet-secret-'))
  vi.stubEnv('GUICHET_SECRET', undefined)
})
afterAll(() => {
  vi.unstubAllEnvs()
  rmSync(dir, { recursive: true })
})

test('[ACCESS-3] the secret that a start makes is kept, is its owner’s alone, and is one that a server starts on', () => {
  expect(findSecret(place())).toBeNull()
  const secret = ensureSecret(place())
  expect([ensureSecret(place()), findSecret(place())]).toEqual([secret, secret])
  expect(ensureSecret(join(dir, 'elsewhere'))).not.toBe(secret)
  expect(statSync(place()).mode & 0o777).toBe(0o600)
  const environment = { NODE_ENV: 'production', DATABASE_URL: 'postgres://localhost/guichet' } as const
  const origins = { PUBLIC_ORIGINS: 'http://localhost:3000' }
  expect(readEnvironment({ ...environment, ...origins, GUICHET_SECRET: secret }).secret).toBe(secret)
})

test('[ACCESS-3] a secret that is given goes before the file', () => {
  vi.stubEnv('GUICHET_SECRET', 'given')
  expect(ensureSecret(place())).toBe('given')
  vi.stubEnv('GUICHET_SECRET', undefined)
})

test('[ACCESS-3] where it is kept is no part of the repository', () => {
  expect(execFileSync('git', ['check-ignore', '.data/secret'], { encoding: 'utf8' }).trim()).toBe('.data/secret')
  expect(execFileSync('git', ['ls-files', '.data', '.env', '.env.local'], { encoding: 'utf8' })).toBe('')
})

import { execFile } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { seedDemonstration } from '@/drizzle/seed'
import { PublicKeyJwk } from '@/lib/protocol/rest'
import { enrollDevice } from '@/lib/server/enrollment'
import { deriveKeys } from '@/lib/server/keys'
import { openTestDatabase, type TestDatabase } from '@/tests/support/test-database'
import { type Installation, runDeviceCommand } from './device'

const secret = 'mXq1Zp8vT4rYb7KcWd2LhNf6JgSu9EaP'
let db: TestDatabase
let installation: Installation

beforeAll(async () => {
  db = await openTestDatabase()
  await db.database.begin(seedDemonstration)
  installation = { database: db.database, secret, origin: 'https://guichet.example' }
})
afterAll(() => db.drop())

const run = (...words: string[]) => runDeviceCommand(words, installation)

/** Enrolls with what the command printed, as a person would type it. */
async function enrollWith(printed: string) {
  const code = /([A-Z0-9]{4}) ([A-Z0-9]{4})\n/.exec(printed)?.slice(1).join('') ?? ''
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const ports = { database: db.database, keys: deriveKeys(secret), now: Date.now() }
  const outcome = await enrollDevice(ports, {
    code,
    publicKey: PublicKeyJwk.parse(publicKey.export({ format: 'jwk' })),
  })
  if (!outcome.ok) throw new Error(outcome.refusal.code)
  return outcome.value
}

test('[ACCESS-1] an administrator prints a code, a device enrolls with it, is listed, and is revoked', async () => {
  const printed = await run('code', '--center', '1', '--surface', 'kiosk', '--label', 'Borne 3')
  expect(printed).toMatch(/https:\/\/guichet\.example\/enroll#[A-Z0-9]{8}\n/)
  expect(printed).toContain('▄')
  const device = await enrollWith(printed)
  expect(device).toMatchObject({ surface: 'kiosk', label: 'Borne 3', issuer_digit: 1 })

  expect(await run('list', '--center', '1')).toMatch(new RegExp(`\\n${device.device_id}  kiosk +Borne 3  1 `))
  expect(await run('revoke', device.device_id)).toContain('is revoked')
  expect(await run('revoke', device.device_id)).toContain('was revoked before')
})

test.each<[string, string]>([
  ['', 'usage'],
  ['paint --center 1', 'usage'],
  ['code --center 1 --surface toaster --label X', 'usage'],
  ['code --center 1 --surface kiosk', 'usage'],
  ['code --center 99 --surface kiosk --label X', 'no center 99'],
  ['list --center one', 'usage'],
  ['list --center 1 --colour red', 'usage'],
  ['revoke', 'usage'],
  ['revoke zzzzzz', 'no device zzzzzz'],
  ['revoke zzzzzz k3f9xq', 'usage'],
])('[ACCESS-1] "%s" changes nothing and says why: %s', async (words, why) => {
  await expect(run(...words.split(' ').filter(word => word !== ''))).rejects.toThrow(why)
})

test('[ACCESS-1] the command itself finds the database and the secret', async () => {
  const environment = {
    ...process.env,
    DATABASE_URL: db.url,
    GUICHET_SECRET: secret,
    PUBLIC_ORIGINS: 'https://a.example',
  }
  const words = [
    '--import',
    'tsx',
    'scripts/device.ts',
    'code',
    '--center',
    '1',
    '--surface',
    'agent',
    '--label',
    'T 1',
  ]
  const { stdout } = await promisify(execFile)(process.execPath, words, { env: environment })
  expect(stdout).toContain('https://a.example/enroll#')
  expect(await enrollWith(stdout)).toMatchObject({ surface: 'agent' })
}, 60_000)

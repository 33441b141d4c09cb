import { pbkdf2Sync } from 'node:crypto'
import { expect, test } from 'vitest'
import { isPinOf, PIN_SALT_BYTES, pinHash } from './kiosk-pin-hash'

const SALT = new Uint8Array(PIN_SALT_BYTES).fill(7)

test('[CORNER-2] the PIN is kept as PBKDF2 with SHA-256, 600,000 rounds and its own salt, and only the right one fits', async () => {
  const hash = await pinHash('482913', SALT)
  const expected = pbkdf2Sync('482913', SALT, 600_000, 32, 'sha256').toString('base64url')
  expect(hash).toBe(`pbkdf2-sha256$600000$${Buffer.from(SALT).toString('base64url')}$${expected}`)
  expect([await isPinOf('482913', hash), await isPinOf('482914', hash)]).toEqual([true, false])
})

test.each(['', '482913', 'argon2id$1$a$b', 'pbkdf2-sha256$600000$onlysalt'])(
  '[CORNER-2] a hash of another kind opens nothing: %j',
  async hash => {
    await expect(isPinOf('482913', hash)).rejects.toThrow('another kind')
  },
)

import { afterAll, expect, test } from 'vitest'
import { openTestDatabase } from '@/tests/support/test-database'
import { seedDemonstration } from './seed'

const { database, drop } = await openTestDatabase()
afterAll(drop)

const centerId = await database.begin(seedDemonstration)

async function enrol(id: string, issuerDigit: number | null): Promise<void> {
  await database.sql`
    insert into devices (id, center_id, surface, label, issuer_digit, public_key)
    values (${id}, ${centerId}, 'kiosk', 'Hall', ${issuerDigit}, '{}')`
}

test('one issuer digit belongs to one device, until that device is revoked', async () => {
  await enrol('k00001', 1)
  await expect(enrol('k00002', 1)).rejects.toMatchObject({ code: '23505' })

  await database.sql`update devices set revoked_at = now() where id = 'k00001'`
  await enrol('k00002', 1)
})

test('devices that issue no tickets need no digit', async () => {
  await enrol('d00001', null)
  await enrol('d00002', null)
})

test.each([0, 10])('%i is no issuer digit', async digit => {
  await expect(enrol('k00009', digit)).rejects.toMatchObject({ code: '23514' })
})

import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { serverContext } from '@/app/api/context'
import { seedDemonstration } from '@/drizzle/seed'
import { DeviceId, type Surface } from '@/lib/domain/ids'
import { addDays, serviceDayOf } from '@/lib/domain/service-day'
import { deriveKeys } from '@/lib/server/keys'
import { signToken } from '@/lib/server/sync-token'
import { type IdcamSimulator, OTHER_CENTER, SIMULATED_KEY, startIdcamSimulator } from '@/scripts/idcam-simulator'
import { CENTER } from '@/tests/support/signing'
import { enrollNodeDevices } from '@/tests/support/sync-stack'
import { openTestDatabase, type TestDatabase } from '@/tests/support/test-database'
import { POST as checkRoute } from './route'

// Outside of Next the package only throws.
vi.mock('server-only', () => ({}))

const SECRET = 'mXq1Zp8vT4rYb7KcWd2LhNf6JgSu9EaP'
const keys = deriveKeys(SECRET)

let db: TestDatabase
let idcam: IdcamSimulator

beforeAll(async () => {
  db = await openTestDatabase()
  idcam = await startIdcamSimulator()
  vi.stubEnv('DATABASE_URL', db.url)
  vi.stubEnv('GUICHET_SECRET', SECRET)
  vi.stubEnv('PUBLIC_ORIGINS', 'https://guichet.example')
  vi.stubEnv('IDCAM_API_URL', `${idcam.url}/`)
  vi.stubEnv('IDCAM_API_KEY', SIMULATED_KEY)
  vi.stubEnv('LOG_LEVEL', 'silent')
  await db.database.begin(seedDemonstration)
  await enrollNodeDevices(db.database)
})
afterAll(async () => {
  serverContext().revocations.stop()
  await serverContext().database.close()
  vi.unstubAllEnvs()
  await idcam.close()
  await db.drop()
})

async function ask(body: unknown, device = 'kkkkkk', surface: Surface = 'kiosk') {
  const token = await signToken(keys.token, { device: DeviceId.parse(device), center: CENTER, surface }, Date.now())
  const init = { method: 'POST', headers: { authorization: `Bearer ${token}` }, body: JSON.stringify(body) }
  const response = await checkRoute(new Request('https://guichet.example/api/v1/intake/check', init))
  return { status: response.status, headers: response.headers, body: await response.json() }
}

const check = async (digits: string) => (await ask({ code: `CNI${digits}` })).body

async function serviceId(code: string): Promise<number> {
  const [row] = await db.database.sql<{ id: number }[]>`
    select id from service_types where center_id = ${CENTER} and code = ${code}`
  return row?.id ?? expect.fail(`no service ${code}`)
}

test('[IDCAM-1] a kiosk is told what IDCAM says of a code: each answer, and none of a person', async () => {
  const today = serviceDayOf(Date.now(), 'Africa/Douala')
  expect(await check('2025001234')).toEqual({ kind: 'known', service: null })
  expect(await check('2001000001')).toEqual({ kind: 'unknown_code' })
  expect(await check('2001000002')).toEqual({ kind: 'card_not_ready', from: addDays(today, 7) })
  expect(await check('2001000003')).toEqual({ kind: 'card_not_ready', from: null })
  expect(await check('2001000004')).toEqual({ kind: 'wrong_center', center: null })
  expect(await check('2001000005')).toEqual({ kind: 'wrong_day', day: addDays(today, 1) })
  expect(await check('2001000006')).toEqual({ kind: 'known', service: await serviceId('COLLECTION') })
  expect(await check('2001000007')).toEqual({ kind: 'known', service: await serviceId('NEW_APP') })
  expect(await check('2001000009')).toEqual({ kind: 'unavailable' })
  expect(await check('2001000010')).toEqual({ kind: 'unknown_code' })
})

test('[IDCAM-1] another center of the installation is told by its name', async () => {
  const names = { nameFr: 'Centre de Douala I', nameEn: 'Douala I Centre' }
  await db.database.sql`
    insert into centers (code, name_fr, name_en, time_zone, opens_at, closes_at)
    values (${OTHER_CENTER}, ${names.nameFr}, ${names.nameEn}, 'Africa/Douala', '07:30', '15:30')`
  expect(await check('2001000004')).toEqual({ kind: 'wrong_center', center: names })
})

test('[IDCAM-1] kiosks alone ask, with a code in the body; the answer is kept by nobody', async () => {
  const code = 'CNI2025001234'
  expect((await ask({ code }, 'tttttt', 'agent')).body.code).toBe('not_allowed')
  expect((await ask({ code }, 'zzzzzz')).body.code).toBe('device_unknown')
  expect((await ask({ code: 'CNI25' })).body.code).toBe('invalid_request')
  expect((await ask({ code, name: 'x' })).body.code).toBe('invalid_request')
  const { headers, body } = await ask({ code })
  expect([headers.get('cache-control'), body]).toEqual(['no-store', { kind: 'known', service: null }])
})

test('[IDCAM-5] a kiosk asks thirty times in five minutes, so nobody tries codes out; other kiosks go on', async () => {
  const before = idcam.asked
  const answers = await Promise.all(
    Array.from({ length: 33 }, (_, index) => ask({ code: `CNI20240000${String(index).padStart(2, '0')}` }, 'nnnnnn')),
  )
  expect(answers.map(({ status }) => status).filter(status => status === 429)).toHaveLength(3)
  expect(idcam.asked - before).toBe(30)
  expect(await check('2025001234')).toEqual({ kind: 'known', service: null })
})

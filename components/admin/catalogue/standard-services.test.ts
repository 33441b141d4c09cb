import { afterEach, expect, test, vi } from 'vitest'
import { CenterId } from '@/lib/domain/ids'
import { createStandardServices, missingServices } from './standard-services'

afterEach(() => vi.unstubAllGlobals())

const CENTER = CenterId.parse(1)
const ALL = ['EMERGENCY', 'APPOINTMENT', 'COLLECTION', 'RENEWAL', 'NEW_APP', 'CORRECTION']

test.each([
  ['none', [], ALL],
  ['two', ['EMERGENCY U', 'COLLECTION C'], ['APPOINTMENT', 'RENEWAL', 'NEW_APP', 'CORRECTION']],
  ['one of another kind', ['PASSPORT U'], ALL.slice(1)],
])('[CONSOLE-4] a center with %s of the usual services', (_, there, missing) => {
  const services = there.map(words => {
    const [code = '', letter = ''] = words.split(' ')
    return { code, letter }
  })
  expect(missingServices(services).map(({ code }) => code)).toEqual(missing)
})

test('[CONSOLE-4] the usual services are taken over in the end, whatever was lost on the way', async () => {
  const kept: string[] = []
  let requests = 0
  vi.stubGlobal('fetch', async (_: string, { body }: RequestInit) => {
    requests += 1
    const { code } = JSON.parse(String(body))
    if (requests === 3) throw new TypeError('no network')
    if (kept.includes(code)) return Response.json({ code: 'code_taken', status: 409, field: 'code' }, { status: 409 })
    kept.push(code)
    // It is done, and nobody hears of it.
    if (requests === 5) throw new TypeError('no network')
    return Response.json({ id: kept.length }, { status: 201 })
  })
  const take = () => createStandardServices(CENTER, missingServices([]))
  expect(await take()).toMatchObject({ services: [1, 2], isComplete: false, refusal: { problem: 'offline' } })
  expect((await take()).isComplete).toBe(true)
  expect(kept).toEqual(ALL)
})

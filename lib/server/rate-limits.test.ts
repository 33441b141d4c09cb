import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { Allowance, countFailures, createRateLimits, Gate } from './rate-limits'
import { UsedNonces } from './used-nonces'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const limits = () => createRateLimits()
type Outcome = Result<void, { readonly code: string }>
const wrong = (): Promise<Outcome> => Promise.resolve(refuse({ code: 'code_unknown' }))
const right = (): Promise<Outcome> => Promise.resolve(ok(undefined))

/** Tries a code from an address; what it is told. */
async function tryCode(
  { guessesOfAddress, guessesOfAll }: ReturnType<typeof limits>,
  address: string,
  code: () => Promise<Outcome>,
): Promise<string> {
  const counts = [
    { allowance: guessesOfAddress, key: address },
    { allowance: guessesOfAll, key: 'all' },
  ]
  const outcome = await countFailures(counts, code, () => true)
  return outcome.ok ? 'enrolled' : outcome.refusal.code
}

async function guess(all: ReturnType<typeof limits>, address: string, times: number): Promise<string[]> {
  return await Promise.all(Array.from({ length: times }, () => tryCode(all, address, wrong)))
}

test('[ACCESS-4] wrong codes are counted for who sent them: he is refused for a minute, his neighbour is not', async () => {
  const all = limits()
  const told = await guess(all, '192.168.1.66', 1_000)
  expect(told.filter(code => code === 'code_unknown')).toHaveLength(20)
  expect(told.filter(code => code === 'too_many_requests')).toHaveLength(980)

  expect(await tryCode(all, '192.168.1.66', right)).toBe('too_many_requests')
  expect(await tryCode(all, '192.168.1.10', right)).toBe('enrolled')
  vi.advanceTimersByTime(60_000)
  expect(await tryCode(all, '192.168.1.66', right)).toBe('enrolled')
})

test('[ACCESS-4] a right code costs nothing: a hundred devices enroll from one address', async () => {
  const all = limits()
  for (let index = 0; index < 100; index++) expect(await tryCode(all, '41.202.1.1', right)).toBe('enrolled')
})

test('[ACCESS-4] a fault costs nothing either', async () => {
  const all = limits()
  const counts = [{ allowance: all.guessesOfAddress, key: '41.202.1.1' }]
  for (let index = 0; index < 50; index++) {
    const failing = countFailures(
      counts,
      () => Promise.reject(new Error('away')),
      () => true,
    )
    await expect(failing).rejects.toThrow('away')
  }
  expect(await tryCode(all, '41.202.1.1', right)).toBe('enrolled')
})

test('[ACCESS-4] many addresses together try 600 codes a minute', async () => {
  const all = limits()
  const told: string[] = []
  for (let address = 0; address < 50; address++) told.push(...(await guess(all, `10.0.0.${address}`, 20)))
  expect(told.filter(code => code === 'code_unknown')).toHaveLength(600)
})

test('[ACCESS-5] 500 devices behind one address come back three times within ten seconds', async () => {
  const { noncesOfAddress } = limits()
  for (let nonce = 0; nonce < 1_500; nonce++)
    expect(await noncesOfAddress.take('41.202.1.1')).toMatchObject({ ok: true })
})

test('[ACCESS-5] who was refused is told when to come back, and it is so', async () => {
  const allowance = new Allowance({ points: 1, windowMs: 10_000 })
  await allowance.take('k3f9xq')
  vi.advanceTimersByTime(4_000)
  expect(await allowance.take('k3f9xq')).toEqual(refuse({ code: 'too_many_requests', retryAfterMs: 6_000 }))
  vi.advanceTimersByTime(6_000)
  expect(await allowance.take('k3f9xq')).toEqual(ok(undefined))
})

test('[ACCESS-5] strangers without number take bounded memory; who was counted before is still counted alone', async () => {
  const allowance = new Allowance({ points: 2, windowMs: 10_000 })
  expect(await allowance.take('known')).toMatchObject({ ok: true })
  for (let key = 0; key < 20_000; key++) await allowance.take(`stranger ${key}`)
  expect(vi.getTimerCount()).toBeLessThanOrEqual(10_001)
  expect(await allowance.take('known')).toMatchObject({ ok: true })
  expect(await allowance.take('one more stranger')).toMatchObject({ ok: false })
})

test('[ACCESS-6] what is past the gate is sent away at once, and let in when there is room', async () => {
  const gate = new Gate(2)
  const finish: (() => void)[] = []
  const work = () => new Promise<string>(resolve => finish.push(() => resolve('done')))
  const underWay = [gate.pass(work), gate.pass(work)]
  expect(await gate.pass(() => Promise.resolve('never'))).toBeNull()
  for (const end of finish) end()
  expect(await Promise.all(underWay)).toEqual(['done', 'done'])
  await expect(gate.pass(() => Promise.reject(new Error('a fault')))).rejects.toThrow('a fault')
  expect(await gate.pass(() => Promise.resolve('let in'))).toBe('let in')
})

test('[ACCESS-7] a nonce is good once, for all of its minute', () => {
  const nonces = new UsedNonces(60_000)
  let now = 1_000_000
  const at = (later: number) => {
    now += later
    return now
  }
  expect(nonces.spend('a', at(0))).toBe(true)
  expect(nonces.spend('a', at(1))).toBe(false)
  expect(nonces.spend('b', at(59_000))).toBe(true)
  expect(nonces.spend('c', at(2_000))).toBe(true)
  expect([nonces.spend('a', at(0)), nonces.spend('b', at(0)), nonces.spend('c', at(0))]).toEqual([false, false, false])
  expect(nonces.spend('b', at(57_000))).toBe(false)
})

test('[ACCESS-7] used nonces take bounded memory: rather no ticket than one for a used nonce', () => {
  const nonces = new UsedNonces(60_000, 100)
  const spent = Array.from({ length: 300 }, (_, index) => nonces.spend(`n${index}`, 1_000_000))
  expect(spent.filter(Boolean)).toHaveLength(100)
  expect(nonces.spend('n0', 1_000_000)).toBe(false)
  expect(nonces.spend('later', 1_070_000)).toBe(true)
})

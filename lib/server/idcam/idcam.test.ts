import { inspect } from 'node:util'
import pino from 'pino'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { PreEnrollmentCode } from '@/lib/domain/ids'
import { type IdcamSimulator, SIMULATED_KEY, startIdcamSimulator } from '@/scripts/idcam-simulator'
import { Idcam } from './idcam'

const ORDINARY = PreEnrollmentCode.parse('CNI2025001234')
const OUT_OF_ORDER = PreEnrollmentCode.parse('CNI2001000009')
const UNKNOWN = PreEnrollmentCode.parse('CNI2001000001')
const NO_ANSWER = PreEnrollmentCode.parse('CNI2001000011')

let simulator: IdcamSimulator
let logged: string[]

beforeEach(async () => {
  // Only the clock that the breaker reads: HTTP goes by the real one.
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-03-02T08:00:00Z') })
  logged = []
  simulator = await startIdcamSimulator()
})
afterEach(async () => {
  vi.useRealTimers()
  await simulator.close()
})

function open(key = SIMULATED_KEY, ask: typeof fetch = fetch): Idcam {
  const log = pino({ level: 'debug' }, { write: line => void logged.push(line) })
  return new Idcam({ url: simulator.url, key }, { fetch: ask, log })
}

async function askTimes(idcam: Idcam, code: PreEnrollmentCode, times: number): Promise<void> {
  for (let time = 0; time < times; time++) await idcam.ask(code)
}

function pass(ms: number): void {
  vi.setSystemTime(Date.now() + ms)
}

test('[IDCAM-3] after five failures in a row nobody asks for 30 s; then one question finds out', async () => {
  const idcam = open()
  await askTimes(idcam, OUT_OF_ORDER, 5)
  expect(await idcam.ask(ORDINARY)).toBeNull()
  expect(simulator.asked).toBe(5)
  pass(29_000)
  expect(await idcam.ask(ORDINARY)).toBeNull()
  expect(simulator.asked).toBe(5)

  pass(2_000)
  expect(await idcam.ask(OUT_OF_ORDER), 'it is not back').toBeNull()
  expect(await idcam.ask(ORDINARY), 'so nobody asks').toBeNull()
  expect(simulator.asked).toBe(6)

  pass(31_000)
  const answers = await Promise.all([idcam.ask(ORDINARY), idcam.ask(UNKNOWN)])
  expect(answers).toEqual([expect.objectContaining({ serviceType: null }), 'unknown_code'])
  expect(simulator.asked, 'who asked meanwhile has waited for the first').toBe(8)
})

test('[IDCAM-3] an answer is no failure, whatever it says: nothing opens the breaker but what fails', async () => {
  const idcam = open()
  for (const code of [UNKNOWN, ORDINARY]) {
    await askTimes(idcam, OUT_OF_ORDER, 4)
    await idcam.ask(code)
  }
  expect(simulator.asked).toBe(10)
  await askTimes(idcam, NO_ANSWER, 5)
  await idcam.ask(ORDINARY)
  expect(simulator.asked, 'what cannot be read is a failure').toBe(15)

  const stranger = open('another key')
  await askTimes(stranger, ORDINARY, 6)
  expect(await stranger.ask(ORDINARY)).toBeNull()
  expect(logged.filter(line => line.includes('"status":401'))).toHaveLength(1)
})

test('[IDCAM-3] nobody waits longer than 2.5 s', async () => {
  vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] })
  const silent: typeof fetch = (_url, init) =>
    new Promise((_, reject) => init?.signal?.addEventListener('abort', () => reject(new Error('aborted'))))
  const idcam = open(SIMULATED_KEY, silent)
  let said: unknown = 'waits'
  void idcam.ask(ORDINARY).then(answer => {
    said = answer
  })
  await vi.advanceTimersByTimeAsync(2_499)
  expect(said).toBe('waits')
  await vi.advanceTimersByTimeAsync(1)
  expect(said).toBeNull()
})

test('[IDCAM-3] nor while one question finds out whether IDCAM is back; and none is left hanging', async () => {
  vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] })
  const hanging = new Set<AbortSignal>()
  const back: Response[] = []
  const slow: typeof fetch = (_url, init) =>
    new Promise((resolve, reject) => {
      const signal = init?.signal ?? expect.fail('no signal')
      hanging.add(signal)
      const end = (settle: () => void) => () => {
        hanging.delete(signal)
        settle()
      }
      signal.addEventListener(
        'abort',
        end(() => reject(new Error('aborted'))),
      )
      const answer = back.pop()
      if (answer)
        setTimeout(
          end(() => resolve(answer)),
          2_000,
        )
    })
  const idcam = open(SIMULATED_KEY, slow)
  const failures = Array.from({ length: 5 }, () => idcam.ask(ORDINARY))
  await vi.advanceTimersByTimeAsync(2_500)
  expect(await Promise.all(failures)).toEqual(Array(5).fill(null))
  await vi.advanceTimersByTimeAsync(31_000)

  back.push(Response.json({ valid: false }))
  const answers: unknown[] = []
  for (let visitor = 0; visitor < 3; visitor++) void idcam.ask(ORDINARY).then(answer => answers.push(answer))
  await vi.advanceTimersByTimeAsync(1_999)
  expect([answers, hanging.size]).toEqual([[], 1])
  await vi.advanceTimersByTimeAsync(501)
  expect(answers).toEqual(['unknown_code', null, null])
  await vi.advanceTimersByTimeAsync(2_500)
  expect(hanging.size).toBe(0)
})

test('[IDCAM-3] the page of a gateway that knows no such path says nothing of a code', async () => {
  const gateway = async () =>
    new Response('<h1>Not found</h1>', { status: 404, headers: { 'content-type': 'text/html' } })
  expect(await open(SIMULATED_KEY, gateway).ask(ORDINARY)).toBeNull()
})

test('[IDCAM-4] no name of its answer leaves the boundary, and no log has one, a code or a URL', async () => {
  const idcam = open()
  const told = [await idcam.ask(ORDINARY), await idcam.ask(PreEnrollmentCode.parse('CNI2001000007'))]
  await askTimes(idcam, NO_ANSWER, 3)
  await simulator.close()
  await askTimes(idcam, ORDINARY, 3)
  await open('another key').ask(ORDINARY)
  simulator = await startIdcamSimulator()
  await open('another key').ask(ORDINARY)

  const out = [...told.map(answer => inspect(answer)), ...logged]
  expect(logged.length).toBeGreaterThan(3)
  expect(
    out.filter(text => /Exemple|Simul|certificate|2025001234|2001000|pre-enrollment|127\.0\.0\.1/.test(text)),
  ).toEqual([])
})

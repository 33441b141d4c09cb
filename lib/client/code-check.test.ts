import { expect, test } from 'vitest'
import type { CodeVerdict } from '@/lib/domain/code-check'
import { NOTHING_FORETOLD } from '@/lib/domain/estimates'
import { PreEnrollmentCode, ServiceDay, ServiceId } from '@/lib/domain/ids'
import { dayQueue, markOf, SERVICES } from '@/tests/support/day'
import { askAboutCode, type CodeDesk, checkCode } from './code-check'

const CODE = PreEnrollmentCode.parse('CNI2025001234')
const DAY = ServiceDay.parse('2026-03-09')
const OFFERED = SERVICES.A.id
const EMERGENCY = ServiceId.parse(99)
const NOBODY = new AbortController().signal

const service = { ...SERVICES.A, letter: 'A', nameFr: '', nameEn: '', durationMinutes: 10, active: true }

type Case = { readonly day?: string; readonly offline?: true; readonly noKey?: true; readonly verdict?: CodeVerdict }

/** What ada is told of her code, in words; and whether the server was asked. */
async function told({ day = '', offline, noKey, verdict = { kind: 'known', service: null } }: Case): Promise<string> {
  let asked = ''
  const device = {
    replica: { queue: dayQueue(day) },
    status: { rung: offline ? 'offline' : 'online' },
    markOf: () => (noKey ? Promise.reject(new Error('no key')) : Promise.resolve(markOf('ada'))),
  }
  const services = [
    { ...service, code: 'RENEWAL' },
    { ...service, id: EMERGENCY, code: 'EMERGENCY' },
  ]
  const desk = {
    ...{ device, catalogue: { services }, onFault: () => undefined },
    askAboutCode: () => {
      asked = ', asked'
      return Promise.resolve(verdict)
    },
    estimate: () => NOTHING_FORETOLD,
  }
  // reason: of a device and a catalogue a code needs no more than these
  const answer = await checkCode(desk as unknown as CodeDesk, { code: CODE, isVulnerable: false }, NOBODY)
  const word = answer.kind === 'open' ? answer.word : answer.kind === 'settled' ? answer.held : null
  return [answer.kind, word].filter(Boolean).join(' ') + asked
}

test.each<[string, Case, string]>([
  // who                              how it stands                                         what he is told
  ['a first visit', {}, 'open checked, asked'],
  ['his service is known', { verdict: { kind: 'known', service: OFFERED } }, 'settled, asked'],
  ['one that a kiosk does not offer', { verdict: { kind: 'known', service: EMERGENCY } }, 'open checked, asked'],
  ['nobody can tell', { verdict: { kind: 'unavailable' } }, 'open later, asked'],
  ['no such code', { verdict: { kind: 'unknown_code' } }, 'unknown_code, asked'],
  ['without a network nobody is asked', { offline: true }, 'open later'],
  ['he has a ticket', { day: 'A101=ada' }, 'settled A101'],
  ['whatever IDCAM would say', { day: 'A101=ada', verdict: { kind: 'wrong_day', day: DAY } }, 'settled A101'],
  ['also without a network', { day: 'A101=ada', offline: true }, 'settled A101'],
  ['another has', { day: 'A101=bob' }, 'open checked, asked'],
  ['he did not come when he was called', { day: 'A101=ada 1>A101 1-' }, 'open checked, asked'],
  ['a kiosk that cannot recognise him', { day: 'A101=ada', noKey: true }, 'open checked, asked'],
])('[IDCAM-6] %s: %j -> %s', async (_who, how, expected) => {
  expect(await told(how)).toBe(expected)
})

type Said = { readonly status?: number; readonly body?: unknown }

async function answerTo(said: Said | 'no network', token: string | null = 't'): Promise<CodeVerdict> {
  const fetched: typeof fetch = async (url, init) => {
    expect([url, init?.body]).toEqual(['/api/v1/intake/check', JSON.stringify({ code: CODE })])
    if (said === 'no network') throw new TypeError('fetch failed')
    return new Response(JSON.stringify(said.body ?? {}), { status: said.status ?? 200 })
  }
  return await askAboutCode(CODE, NOBODY, { fetch: fetched, token: () => token })
}

test.each<[string, Said | 'no network', CodeVerdict]>([
  ['an answer', { body: { kind: 'wrong_day', day: DAY } }, { kind: 'wrong_day', day: DAY }],
  ['of a newer server', { body: { kind: 'deceased' } }, { kind: 'unavailable' }],
  ['too many questions', { status: 429 }, { kind: 'unavailable' }],
  ['no database', { status: 503 }, { kind: 'unavailable' }],
  ['no network', 'no network', { kind: 'unavailable' }],
])('[IDCAM-6] whatever keeps the server from telling costs nobody his ticket: %s', async (_what, said, expected) => {
  expect(await answerTo(said)).toEqual(expected)
})

test('[IDCAM-6] a kiosk without a session asks nobody', async () => {
  expect(await answerTo('no network', null)).toEqual({ kind: 'unavailable' })
})

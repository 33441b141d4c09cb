import { afterEach, expect, test, vi } from 'vitest'
import { CenterId } from '@/lib/domain/ids'
import { STANDARD_SERVICES } from '@/lib/domain/standard-services'
import { createService, type ServiceFields, sendCommand } from './console'

afterEach(() => vi.unstubAllGlobals())

const CENTER = CenterId.parse(1)
const [, , collection] = STANDARD_SERVICES

function service(change: Partial<ServiceFields>): ServiceFields {
  if (!collection) throw new Error('there is no service')
  return { ...collection, ...change }
}

test.each<[Partial<ServiceFields>, string]>([
  [{ nameFr: ' ' }, 'nameFr'],
  [{ nameEn: 'x'.repeat(61) }, 'nameEn'],
  [{ letter: 'I' }, 'letter'],
  [{ priority: 7 }, 'priority'],
  [{ durationMinutes: 0 }, 'durationMinutes'],
  [{ documents: [{ fr: 'Acte', en: '' }] }, 'documents'],
])('[CONSOLE-2] a service with %j is not sent: it is about the field %s', async (change, field) => {
  vi.stubGlobal('fetch', () => expect.unreachable('it was sent'))
  expect(await createService(CENTER, service(change))).toMatchObject({ problem: 'invalid_request', field })
})

/** As a request does whose time is over; one without a limit would wait. */
function ends({ signal }: RequestInit): Promise<Response> {
  return signal ? Promise.reject(new DOMException('over', 'TimeoutError')) : expect.unreachable('it waits for ever')
}

test.each<[string, (url: string, init: RequestInit) => Promise<Response>, object]>([
  ['is made', async () => Response.json({ id: 7, revision: 1 }, { status: 201 }), { ok: true, value: { id: 7 } }],
  [
    'has a letter that is taken',
    async () => Response.json({ code: 'letter_taken', status: 409, field: 'letter' }, { status: 409 }),
    { ok: false, problem: 'letter_taken', field: 'letter' },
  ],
  [
    'is refused for a line of a list',
    async () => Response.json({ code: 'invalid_request', status: 400, field: 'documents.2.fr' }, { status: 400 }),
    { ok: false, problem: 'invalid_request', field: 'documents' },
  ],
  [
    'is refused by a newer server',
    async () => Response.json({ code: 'moon_full', status: 409 }, { status: 409 }),
    { ok: false, problem: 'unknown', field: null },
  ],
  ['meets a proxy', async () => new Response('<html>', { status: 502 }), { ok: false, problem: 'unconfirmed' }],
  ['meets no network', () => Promise.reject(new TypeError('failed')), { ok: false, problem: 'offline' }],
  ['is not answered in time', (_, init) => ends(init), { ok: false, problem: 'unanswered' }],
])('[CONSOLE-2] a service that %s', async (_what, answer, expected) => {
  vi.stubGlobal('fetch', answer)
  expect(await createService(CENTER, service({}))).toMatchObject(expected)
})

test.each<[outcome: string | undefined, problem: string]>([
  ['nothing', 'unavailable'],
  ['unknown', 'unconfirmed'],
  [undefined, 'unconfirmed'],
  ['sunny', 'unconfirmed'],
])('[CMD-5] a command whose outcome is %s is told as %s', async (outcome, problem) => {
  vi.stubGlobal('fetch', async () => Response.json({ code: 'unavailable', status: 503, outcome }, { status: 503 }))
  expect(await sendCommand(CENTER, { kind: 'open_day' })).toMatchObject({ ok: false, problem })
})

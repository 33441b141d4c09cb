import { expect, test } from 'vitest'
import type { DeviceDatabase } from '@/lib/client/device-database'
import type { DeviceIdentity } from '@/lib/client/device-identity'
import { SyncSession } from '@/lib/client/sync-session'
import { CenterId, DeviceId, type DurationMs } from '@/lib/domain/ids'

async function sessionAt(answer: Response): Promise<SyncSession> {
  const identity = { device: DeviceId.parse('agent1'), center: CenterId.parse(7) }
  const database = { meta: { get: () => Promise.resolve(undefined) } }
  // reason: before its nonce is answered a session signs nothing, and reads one row
  return await SyncSession.open(identity as DeviceIdentity, database as unknown as DeviceDatabase, {
    fetch: () => Promise.resolve(answer),
    onFault: (what, fault) => {
      throw new Error(what, { cause: fault })
    },
  })
}

function problem(status: number, code: string, retryAfter: string | null): Response {
  return Response.json({ code, status }, { status, headers: retryAfter === null ? {} : { 'retry-after': retryAfter } })
}

test.each<[number, string, string | null, DurationMs]>([
  // status, problem      Retry-After                      left alone for
  [429, 'too_many_requests', '7', 7_000],
  [503, 'unavailable', '1', 1_000],
  [503, 'unavailable', '86400', 60_000],
  [503, 'unavailable', 'Wed, 04 Mar 2026 07:28:00 GMT', 0],
  [503, 'unavailable', '-5', 0],
  [502, 'a proxy', null, 0],
])(
  '[ACCESS-6] %i %s, Retry-After %s: asked again after %i ms at the soonest',
  async (status, code, after, expected) => {
    const session = await sessionAt(problem(status, code, after))
    expect(await session.requestTicket(257)).toEqual({
      ok: false,
      refusal: { code: 'unreachable', retryAfterMs: expected },
    })
  },
)

test('a device that was revoked is told so, whatever else stands in the answer', async () => {
  const session = await sessionAt(problem(403, 'device_revoked', '7'))
  expect(await session.requestTicket(257)).toEqual({ ok: false, refusal: { code: 'device_revoked' } })
})

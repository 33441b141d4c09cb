import { decodeJwt } from 'jose'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import * as z from 'zod/mini'
import { DeviceId } from '@/lib/domain/ids'
import { ConsoleSyncTicket } from '@/lib/protocol/console'
import { CLOSE, encodeToken } from '@/lib/protocol/sync-messages'
import { signToken } from '@/lib/server/sync-token'
import { syncStep1Frame, updateFrame } from '@/sync-server/sync-frames'
import { ConsoleRoutes, type Cookie } from '@/tests/support/console'
import { knock } from '@/tests/support/knock'
import type { RawWebSocket } from '@/tests/support/raw-web-socket'
import { enrollNodeDevices, type SyncStack, startSyncStack } from '@/tests/support/sync-stack'

// Outside of Next the package only throws.
vi.mock('server-only', () => ({}))

let console_: ConsoleRoutes
let server: SyncStack
let supervisor: Cookie
/** `/api/v1/admin/centers/{here}` */
let center: string

beforeAll(async () => {
  console_ = await ConsoleRoutes.open()
  server = await startSyncStack(console_.db.database, 0, { secret: String(process.env.GUICHET_SECRET) })
  vi.stubEnv('SYNC_INTERNAL_URL', server.internalUrl)
  vi.stubEnv('LOG_LEVEL', 'silent')
  vi.stubEnv('SYNC_PUBLIC_URL', server.wsUrl)
  await enrollNodeDevices(console_.db.database)
  supervisor = await console_.newcomer('supervisor', console_.here)
  await console_.db.database.sql`update users set agent_id = 4 where employee_id like 'SUPERVISOR-%'`
  center = `/api/v1/admin/centers/${console_.here}`
})
afterAll(async () => {
  await server.close()
  await console_.close()
})

const order = (body: object, as = supervisor, at = center) => console_.ask('POST', `${at}/commands`, { as, body })

test('[CMD-11] a command is audited with its person once it is done; what was refused says so, and leaves no row', async () => {
  expect(await order({ kind: 'suspend_service', service: 5 })).toMatchObject({ status: 200, body: {} })
  expect((await order({ kind: 'suspend_service', service: 5 })).body).toMatchObject({
    code: 'refused',
    refusal: 'service_suspended',
    facts: {},
  })
  expect(await order({ kind: 'grant_emergency', ticket: 'A101.kkkkkk' })).toMatchObject({
    code: 'invalid_request reason',
  })
  const rows = await console_.db.database.sql`
    select action, employee_id like 'SUPERVISOR-%' as "isHis", subject_kind as kind, subject_id as id, after
    from audit_entries where action like 'command.%'`
  const after = { kind: 'suspend_service', service: 5 }
  expect(rows).toEqual([{ action: 'command.suspend_service', isHis: true, kind: 'service', id: '5', after }])
})

test('[CMD-11] what was done and cannot be audited is not answered as if nothing had been', async () => {
  const { sql } = console_.db.database
  await sql`alter table audit_entries add constraint never check (action <> 'command.open_day') not valid`
  expect(await order({ kind: 'open_day' })).toMatchObject({
    status: 503,
    body: { code: 'unavailable', outcome: 'unknown' },
  })
  await sql`alter table audit_entries drop constraint never`
  expect(await sql`select 1 from queue_event where type = 'reception.opened.v1'`).toHaveLength(1)
})

test.each<[string, () => Promise<Cookie>, string]>([
  ['an agent', () => console_.newcomer('agent', console_.here), 'not_allowed'],
  ['a supervisor of another center', () => console_.newcomer('supervisor', console_.elsewhere), 'not_allowed'],
  ['nobody', async () => '', 'signed_out'],
  ['an administrator, of a center that is not there', () => console_.newcomer('admin', null), 'not_found'],
])('[CMD-11] %s commands nothing and reads no queue', async (_who, enter, code) => {
  const as = await enter()
  const at = code === 'not_found' ? '/api/v1/admin/centers/999' : center
  expect((await order({ kind: 'open_day' }, as, at)).code).toBe(code)
  expect((await console_.ask('POST', `${at}/sync-ticket`, { as })).code).toBe(code)
})

/** A console in the room of today. */
async function enter(): Promise<{ ticket: z.infer<typeof ConsoleSyncTicket>; socket: RawWebSocket }> {
  const answer = await console_.ask('POST', `${center}/sync-ticket`, { as: supervisor })
  const ticket = z.parse(ConsoleSyncTicket, answer.body)
  const { status, socket } = await knock(server, { token: ticket.token })
  expect(status).toBe(101)
  await socket.until(() => socket.messages.length > 1)
  return { ticket, socket }
}

test('[CMD-12] a console reads like a display that nobody enrolled: it may write nothing, and is missed by nobody', async () => {
  const { socket, ticket } = await enter()
  const before = socket.messages.length
  socket.send(syncStep1Frame(new Y.Doc()))
  await socket.until(() => socket.messages.length > before)

  const { device } = decodeJwt(ticket.token)
  const doc = new Y.Doc()
  doc.getArray(`e:${device}`).push([[10, 1, 1, 0, 0, 1, 1]])
  socket.send(updateFrame(Y.encodeStateAsUpdate(doc)))
  await socket.until(() => socket.closeCode !== null)
  expect(socket.closeCode).toBe(CLOSE.violation)
  const { sql } = console_.db.database
  expect(await sql`select 1 from queue_event where device like 'a%'`).toEqual([])
  expect(await sql`select 1 from devices where last_seen_at is not null`).toEqual([])
  const subjects = await sql`select 1 from queue_event where payload ->> 'subject' like 'a_____'`
  expect(subjects).toEqual([])
})

test('[CMD-12] what a console may read ends with its session, and goes on with the next ticket of the same center alone', async () => {
  const { socket, ticket } = await enter()
  expect(ticket.sessionExpires - ticket.serverTime).toBeLessThanOrEqual(15 * 60_000)
  const next = z.parse(
    ConsoleSyncTicket,
    (await console_.ask('POST', `${center}/sync-ticket`, { as: supervisor })).body,
  )
  socket.send(encodeToken(next.token))
  const before = socket.messages.length
  socket.send(syncStep1Frame(new Y.Doc()))
  await socket.until(() => socket.messages.length > before)
  expect(socket.closeCode).toBeNull()

  const elsewhere = { center: console_.elsewhere, surface: 'display', console: true } as const
  const bearer = { ...elsewhere, device: DeviceId.parse('a33333') }
  socket.send(encodeToken(await signToken(server.keys.token, bearer, Date.now())))
  await socket.until(() => socket.closeCode !== null)
  expect(socket.closeCode).toBe(CLOSE.token)

  const { sql } = console_.db.database
  await sql`update sessions set expires_at = now() + interval '1500 milliseconds' where revoked_at is null`
  const last = await enter()
  await last.socket.until(() => last.socket.closeCode !== null)
  expect(last.socket.closeCode).toBe(CLOSE.token)
  const again = async () => (await console_.ask('POST', `${center}/sync-ticket`, { as: supervisor })).code
  await expect.poll(again, { timeout: 5_000 }).toBe('signed_out')
})

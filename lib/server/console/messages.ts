import { messageRefusal } from '@/lib/domain/catalogue-rules'
import type { CenterId, InstantMs } from '@/lib/domain/ids'
import type { MessageFields } from '@/lib/protocol/console'
import { MessageRow } from '@/lib/protocol/console-rows'
import type { Database } from '@/lib/server/database'
import type { TransactionSql } from '@/lib/server/postgres-client'
import type { Kind, Reader } from './editing'

/** The latest first. */
export function listMessages(database: Database, center: CenterId): Promise<MessageRow[]> {
  return readMessages(database.sql, center)
}

export function messageKind(now: InstantMs): Kind<MessageFields, MessageRow> {
  return {
    name: 'message',
    list: readMessages,
    // One that is over is still ended by hand, or kept as it was.
    refusalOf: async (_sql, _center, fields, before) => messageRefusal(fields, before ? null : now),
    insert: insertMessage,
    update: updateMessage,
  }
}

async function readMessages(sql: Reader, center: CenterId, id?: number): Promise<MessageRow[]> {
  const rows = await sql`
    select id, kind, text_fr as "textFr", text_en as "textEn", (extract(epoch from starts_at) * 1000)::bigint as "startsAt",
      (extract(epoch from ends_at) * 1000)::bigint as "endsAt", is_active as active, revision
    from messages where center_id = ${center} and (${id ?? null}::integer is null or id = ${id ?? null}) order by id desc`
  return rows.map(row => MessageRow.parse(row))
}

async function insertMessage(sql: TransactionSql, center: CenterId, fields: MessageFields): Promise<number> {
  const [row] = await sql<[{ id: number }]>`
    insert into messages (center_id, kind, text_fr, text_en, starts_at, ends_at, is_active)
    values (${center}, ${fields.kind}, ${fields.textFr}, ${fields.textEn}, ${instantOf(fields.startsAt)},
      ${instantOf(fields.endsAt)}, ${fields.active})
    returning id`
  return row.id
}

async function updateMessage(sql: TransactionSql, { id }: MessageRow, fields: MessageFields): Promise<void> {
  await sql`
    update messages set kind = ${fields.kind}, text_fr = ${fields.textFr}, text_en = ${fields.textEn},
      starts_at = ${instantOf(fields.startsAt)}, ends_at = ${instantOf(fields.endsAt)}, is_active = ${fields.active}
    where id = ${id}`
}

function instantOf(ms: InstantMs | null): Date | null {
  return ms === null ? null : new Date(ms)
}

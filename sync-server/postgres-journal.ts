import { DeviceId } from '@/lib/domain/ids'
import type { Database } from '@/lib/server/database'
import { currentIncarnation } from '@/lib/server/installation'
import type { TransactionSql } from '@/lib/server/postgres-client'
import { storeBatches } from './batch-statement'
import { GroupCommit } from './group-commit'
import { type DocumentKey, documentName, type Journal, type OpenedDocument } from './journal'

export function postgresJournal(database: Database): Journal {
  const commits = new GroupCommit(batches => storeBatches(database, batches))
  return {
    open: key => database.begin(sql => openDocument(sql, key)),
    append: (key, owner, entries, tickets) => commits.store({ key, owner, entries, tickets }),
    keepSnapshot: async (key, owner, snapshot) => {
      await database.sql`
        insert into sync_snapshot (doc, head, bytes)
        select doc, ${owner.head}::bigint, ${Buffer.from(snapshot)} from sync_doc
        where doc = ${documentName(key)} and owner_epoch = ${owner.epoch}
        on conflict (doc) do update set head = excluded.head, bytes = excluded.bytes
        where sync_snapshot.head < excluded.head`
    },
    epochs: async keys => {
      const rows = await database.sql<{ doc: string; owner_epoch: number }[]>`
        select doc, owner_epoch from sync_doc where doc = any(${keys.map(documentName)}::text[])`
      return new Map(rows.map(({ doc, owner_epoch: epoch }) => [doc, epoch]))
    },
  }
}

async function openDocument(sql: TransactionSql, key: DocumentKey): Promise<OpenedDocument> {
  const doc = documentName(key)
  const [row] = await sql<{ owner_epoch: number; head: number }[]>`
    insert into sync_doc (doc, center_id, service_day) values (${doc}, ${key.center}, ${key.day})
    on conflict (doc) do update set owner_epoch = sync_doc.owner_epoch + 1
    returning owner_epoch, head`
  if (!row) throw new Error(`document ${doc} could not be opened`)
  const [snapshot] = await sql<{ head: number; bytes: Buffer }[]>`
    select head, bytes from sync_snapshot where doc = ${doc}`
  const since = await sql<{ bytes: Buffer }[]>`
    select bytes from sync_update where doc = ${doc} and seq > ${snapshot?.head ?? 0} order by seq`
  const claims = await sql<{ client_id: number; device: string }[]>`
    select client_id, device from sync_client where doc = ${doc}`
  const seals = await sql<{ client_id: number; sealed_to: number }[]>`
    select client_id, max(to_clock) as sealed_to from sync_seal where doc = ${doc} group by client_id`
  return {
    incarnation: await currentIncarnation(sql),
    epoch: row.owner_epoch,
    head: row.head,
    updates: [...(snapshot ? [snapshot] : []), ...since].map(({ bytes }) => new Uint8Array(bytes)),
    claims: new Map(claims.map(claim => [claim.client_id, DeviceId.parse(claim.device)])),
    sealed: new Map(seals.map(seal => [seal.client_id, seal.sealed_to])),
  }
}

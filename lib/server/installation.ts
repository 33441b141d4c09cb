import type { TransactionSql } from './postgres-client'

/** More than a document was opened between a backup and its restore: an owner of then holds no epoch beyond it. */
const EPOCHS_SINCE_BACKUP_MAX = 1_000_000

/**
 * The name of this database's memory. Devices to whom another one acknowledged something offer it again.
 *
 * It is made on first use, and anew where the database finds itself in another place than it was: restored elsewhere, failed over, made
 * anew, or read back from a dump. Files put back in place are seen by nobody; for that there is `beginIncarnation`.
 */
export async function currentIncarnation(sql: TransactionSql): Promise<string> {
  // The stored row is only read as long as it fits: opening documents must not wait for each other.
  const [row] = await sql<{ incarnation: string }[]>`
    with known as (
      select incarnation from installation where fingerprint = database_fingerprint()
    ),
    begun as (
      insert into installation (fingerprint) select database_fingerprint() where not exists (select from known)
      on conflict (is_only_row) do update set
        fingerprint = excluded.fingerprint,
        incarnation = case when installation.fingerprint = excluded.fingerprint
          then installation.incarnation else excluded.incarnation end
      returning incarnation
    )
    select incarnation from known union all select incarnation from begun`
  if (!row) throw new Error('the installation has no incarnation')
  return row.incarnation
}

/**
 * Begins a new incarnation by hand, after a restore that left no trace. Sync servers that still run are fenced out of every document:
 * what they hold in memory is not what the database holds.
 *
 * @returns the new name
 */
export async function beginIncarnation(sql: TransactionSql): Promise<string> {
  const [row] = await sql<{ incarnation: string }[]>`
    insert into installation (fingerprint) values (database_fingerprint())
    on conflict (is_only_row) do update set fingerprint = excluded.fingerprint, incarnation = excluded.incarnation
    returning incarnation`
  if (!row) throw new Error('no incarnation could be begun')
  await sql`update sync_doc set owner_epoch = owner_epoch + ${EPOCHS_SINCE_BACKUP_MAX}::integer`
  return row.incarnation
}

import type { Database } from './database'

/** Every table that is partitioned by month, with its key. */
const PARTITIONED = [{ table: 'queue_entries', key: 'service_day' }] as const
const MONTHS_AHEAD = 3

/**
 * Makes the partitions of this month and the next three where they are missing. Call it at each start and once a day.
 *
 * If it never ran, rows would go to the default partition: nothing is lost, and the next run moves them.
 *
 * @returns how many partitions it made
 */
export async function ensurePartitions(database: Pick<Database, 'sql'>): Promise<number> {
  let madeCount = 0
  for (const { table, key } of PARTITIONED) {
    const rows = await database.sql<{ made: boolean }[]>`
      select ensure_month_partition(${table}::text::regclass, ${key}, (date_trunc('month', now()) + make_interval(months => ahead))::date) as made
      from generate_series(0, ${MONTHS_AHEAD}::integer) as ahead`
    madeCount += rows.filter(row => row.made).length
  }
  return madeCount
}

import { afterAll, expect, test } from 'vitest'
import { schemaDrift } from '@/tests/support/schema-drift'
import { openTestDatabase } from '@/tests/support/test-database'
import * as catalogue from './catalogue'
import * as devices from './devices'
import * as installation from './installation'
import * as journal from './journal'
import * as operations from './operations'
import * as people from './people'
import * as queueEntries from './queue-entries'
import * as views from './views'

const schema = [catalogue, devices, installation, journal, operations, people, queueEntries, views].flatMap(file =>
  Object.values(file),
)

const { database, drop } = await openTestDatabase()
afterAll(drop)

test('the schema files and the migrated database say the same', async () => {
  expect(await schemaDrift(database, schema)).toEqual([])
})

// Last in this file: they change the database. Without them, a comparison that sees nothing would pass for ever.
test.each([
  ['alter table agents add column shoe_size text', 'agents: only in the database: column shoe_size text null'],
  ['alter table agents alter column role drop not null', 'agents: only in the schema: column role text not null'],
  [
    'alter table citizens alter column purge_after type timestamptz',
    'citizens: only in the schema: column purge_after date not null',
  ],
  ['alter table users drop constraint users_role_check', 'users: only in the schema: check users_role_check'],
  ['drop index queue_entries_waiting_idx', 'queue_entries: only in the schema: index queue_entries_waiting_idx'],
  [
    'alter table queue_entries alter column actual_wait_time drop expression',
    'queue_entries: only in the schema: column actual_wait_time integer null generated',
  ],
  ['drop view service_logs', 'service_logs: only in the schema: column action text null'],
  ['create table forgotten (id integer)', 'forgotten: only in the database: column id integer null'],
])('the comparison notices: %s', async (change, difference) => {
  await database.begin(transaction => transaction.unsafe(change))
  expect(await schemaDrift(database, schema)).toContain(difference)
})

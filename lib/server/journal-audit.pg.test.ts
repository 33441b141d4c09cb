import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { CenterId, DeviceId } from '@/lib/domain/ids'
import { DAY, day } from '@/tests/support/day'
import { rawUpdate } from '@/tests/support/raw-update'
import { type SealedDay, sealedDay } from '@/tests/support/sealed-day'
import { keyOf } from '@/tests/support/signing'
import { clientOf, StoredDay } from '@/tests/support/stored-day'
import { emptyTheDay } from '@/tests/support/sync-stack'
import { openTestDatabase, type TestDatabase } from '@/tests/support/test-database'
import { auditDay, reportLines } from './journal-audit'
import { type JournalElement, journalLines, parseJournal, readJournal } from './journal-export'
import { verifyJournal } from './journal-verification'

const key = { center: CenterId.parse(1), day: DAY }
const KIOSK = DeviceId.parse('kiosk1')
const STORY = day('opened 1( A101* A101 A101* A102 A103 A104 1>A101 1+ 1. 1>A102 1+ 1. 1>A103 1- A105 A106 A107').events
const INTACT = 'Journal intact: 29 events, 3 devices, 9 seals'
const serverKey = keyOf('server').publicJwk

let db: TestDatabase
let stored: SealedDay
beforeAll(async () => {
  db = await openTestDatabase()
  const { sql } = db.database
  await sql`insert into centers (id, code, name_fr, name_en, opens_at, closes_at) values (1, 'C1', '', '', '07:30', '15:30')`
  for (const [id, surface] of [
    ['kiosk1', 'kiosk'],
    ['agent1', 'agent'],
  ] as const) {
    await sql`
      insert into devices (id, center_id, surface, label, public_key)
      values (${id}, 1, ${surface}, ${id}, ${JSON.stringify(keyOf(id).publicJwk)}::text::jsonb)`
  }
})
beforeEach(async () => {
  await db.database.begin(emptyTheDay)
  stored = sealedDay(key.center, STORY)
  await new StoredDay(db.database, key).store(stored.events)
})
afterAll(() => db.drop())

async function audited(): Promise<string[]> {
  return reportLines(await auditDay(db.database, key, serverKey))
}

async function run(statement: string): Promise<void> {
  await db.database.begin(sql => sql.unsafe(statement))
}

/** Puts these elements in the journal's place, as somebody could who may write in the database. */
async function writeJournal(elements: readonly JournalElement[]): Promise<void> {
  const updates = elements.map(({ device, client, clock, value }, index) => {
    const place = clock === 0 ? { parent: `e:${device}` } : { origin: [client, clock - 1] as const }
    const values = [Array.isArray(value) ? [...value] : []]
    const bytes = rawUpdate([{ client, clock, structs: [{ kind: 'values', values, ...place }] }])
    return { seq: index + 1, device, bytes: Buffer.from(bytes).toString('base64') }
  })
  await db.database.begin(async sql => {
    await sql`delete from sync_update`
    await sql`
      insert into sync_update (doc, seq, device, bytes)
      select ${`1/${DAY}`}, seq, device, decode(bytes, 'base64')
      from jsonb_to_recordset(${JSON.stringify(updates)}::text::jsonb) as row (seq bigint, device text, bytes text)`
  })
}

test('[AUDIT-5] a day that was stored and sealed is intact, and its journal holds every element', async () => {
  expect(await audited()).toEqual([INTACT])
  const journal = await db.database.begin(sql => readJournal(sql, key, serverKey))
  expect(new Set(journal.elements.map(place))).toEqual(new Set(stored.elements.map(place)))
  await writeJournal(journal.elements)
  expect(await audited()).toEqual([INTACT])
})

function place({ device, client, clock, value }: JournalElement): string {
  return `${device} ${client} ${clock} ${JSON.stringify(value)}`
}

test.each([
  [
    'altered: a payload',
    `update queue_event set payload = payload || '{"station": 2}' where id = 'agent1.1.2'`,
    [
      'agent1: the row of agent1.1.2 in queue_event was altered: payload is {"station":2}, by the journal {"station":1}',
    ],
  ],
  [
    'altered: the agent',
    `update queue_event set actor = 7 where id = 'agent1.1.3'`,
    ['agent1: the row of agent1.1.3 in queue_event was altered: actor is 7, by the journal 1'],
  ],
  [
    'altered: an instant',
    `update queue_event set at = at - interval '1 hour' where id = 'kiosk1.1.4'`,
    [
      expect.stringMatching(
        /^kiosk1: the row of kiosk1\.1\.4 in queue_event was altered: at is ".*", by the journal ".*"$/,
      ),
    ],
  ],
  [
    'deleted',
    `delete from queue_event where id = 'kiosk1.1.6'`,
    ['kiosk1: the row of kiosk1.1.6 is missing in queue_event'],
  ],
  [
    'deleted: a seal',
    `delete from queue_event where id = 'kiosk1.1.5'`,
    ['kiosk1: the row of kiosk1.1.5 is missing in queue_event'],
  ],
  [
    'moved to another day',
    `update queue_event set service_day = service_day + 1 where id = 'kiosk1.1.6'`,
    ['kiosk1: the row of kiosk1.1.6 is missing in queue_event'],
  ],
  [
    'added',
    `insert into queue_event select 'agent1.1.99', center_id, service_day, head, device, boot, 99, actor, type, ticket_id, based_on, at,
       h_ms, h_counter, payload, received_at from queue_event where id = 'agent1.1.4'`,
    ['agent1: queue_event has a row agent1.1.99 that the journal does not have'],
  ],
  [
    'exchanged',
    `update queue_event set id = case id when 'kiosk1.1.6' then 'kiosk1.1.7x' else 'kiosk1.1.6x' end where id in ('kiosk1.1.6', 'kiosk1.1.7');
     update queue_event set id = trim(trailing 'x' from id) where id like '%x'`,
    [
      expect.stringMatching(
        /^kiosk1: the row of kiosk1\.1\.6 in queue_event was altered: .*ticket_id is "A104\.kiosk1"/,
      ),
      expect.stringMatching(
        /^kiosk1: the row of kiosk1\.1\.7 in queue_event was altered: .*ticket_id is "A103\.kiosk1"/,
      ),
    ],
  ],
])('[AUDIT-7] a row of queue_event is named when it was %s', async (_, statement, findings) => {
  await run(statement)
  const report = await auditDay(db.database, key, serverKey)
  expect(report.findings.map(({ device, what }) => `${device}: ${what}`)).toEqual(findings)
})

test('[AUDIT-7] an event forged in the journal and in the table alike is found by its seal', async () => {
  const forged = stored.elements.map(element =>
    element.device === 'agent1' && element.clock === 1 && Array.isArray(element.value)
      ? { ...element, value: element.value.with(8, 2) }
      : element,
  )
  await writeJournal(forged)
  await run(`update queue_event set payload = '{"station": 2}' where id = 'agent1.1.2'`)
  expect(await audited()).toEqual([
    'Journal broken in 1 places: 29 events, 3 devices, 6 seals',
    `  agent1: seal agent1.1.5 does not fit elements 0 to 3 of client ${clientOf(DeviceId.parse('agent1'))}: one of them, or the seal, was altered`,
  ])
})

test('[AUDIT-5] an element taken out of the journal leaves a hole, and its row stands alone', async () => {
  await writeJournal(stored.elements.filter(({ device, clock }) => device !== KIOSK || clock !== 6))
  expect(await audited()).toEqual([
    'Journal broken in 2 places: 28 events, 3 devices, 7 seals',
    `  kiosk1: element 6 of client ${clientOf(KIOSK)} is missing, behind kiosk1.1.6`,
    '  kiosk1: queue_event has a row kiosk1.1.7 that the journal does not have',
  ])
})

test('[AUDIT-7] the end of a log that was cut off is missed by the table', async () => {
  await writeJournal(stored.elements.filter(({ device, clock }) => device !== KIOSK || clock < 10))
  expect((await audited()).slice(1)).toEqual([
    '  kiosk1: queue_event has a row kiosk1.1.11 that the journal does not have',
    '  kiosk1: queue_event has a row kiosk1.1.12 that the journal does not have',
  ])
})

test.each<[what: string, change: () => Promise<void>, finding: string]>([
  [
    'bytes that are no update',
    () => run(`update sync_update set bytes = '\\x0102' where seq = 1`),
    'update 1 of the journal is damaged',
  ],
  [
    'a second content in one place',
    async () => {
      const bytes = Buffer.from(
        rawUpdate([
          { client: clientOf(KIOSK), clock: 0, structs: [{ kind: 'values', values: [[1]], parent: 'e:kiosk1' }] },
        ]),
      )
      await db.database
        .sql`insert into sync_update (doc, seq, device, bytes) values (${`1/${DAY}`}, 999, 'kiosk1', ${bytes})`
    },
    `update 999 of the journal says otherwise than one before it at clock 0 of client ${clientOf(KIOSK)}`,
  ],
  [
    'something that is deleted',
    async () => {
      const bytes = Buffer.from(rawUpdate([], [{ client: clientOf(KIOSK), clock: 0, length: 1 }]))
      await db.database
        .sql`insert into sync_update (doc, seq, device, bytes) values (${`1/${DAY}`}, 999, 'kiosk1', ${bytes})`
    },
    'update 999 of the journal deletes',
  ],
])('[AUDIT-5] what no program of ours stores is named: %s', async (_, change, finding) => {
  await change()
  const { findings } = await auditDay(db.database, key, serverKey)
  expect(findings).toContainEqual({ device: null, what: finding })
})

test('[AUDIT-6] keys that the auditor brings count, and not those of the database', async () => {
  const keys = new Map([KIOSK, DeviceId.parse('agent1'), DeviceId.parse('server')].map(id => [id, keyOf(id).publicJwk]))
  const thief = keyOf('thief1')
  await db.database
    .sql`update devices set public_key = ${JSON.stringify(thief.publicJwk)}::text::jsonb where id = 'kiosk1'`
  try {
    expect((await auditDay(db.database, key, serverKey)).findings).toHaveLength(1)
    expect((await auditDay(db.database, key, serverKey, keys)).findings).toEqual([])
  } finally {
    await db.database
      .sql`update devices set public_key = ${JSON.stringify(keyOf(KIOSK).publicJwk)}::text::jsonb where id = 'kiosk1'`
  }
})

test('[AUDIT-6] what is exported proves the same elsewhere', async () => {
  const journal = await db.database.begin(sql => readJournal(sql, key, serverKey))
  const read = parseJournal(journalLines(journal).join('\n'))
  expect(read).toEqual(journal)
  expect(read && reportLines(verifyJournal(read, read.keys))).toEqual([INTACT])
})

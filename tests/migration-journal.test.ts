import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'

const FOLDER = 'drizzle/migrations'
const Journal = z.object({ entries: z.array(z.object({ idx: z.int(), when: z.int(), tag: z.string() })) })
const { entries } = Journal.parse(JSON.parse(readFileSync(join(FOLDER, 'meta/_journal.json'), 'utf8')))

// A migration older than the last applied one is skipped without a word: what two merged branches make.
test('each migration is newer than the one before it', () => {
  const times = entries.map(entry => entry.when)
  expect(times).toEqual([...new Set(times)].sort((a, b) => a - b))
  expect(entries.map(entry => entry.idx)).toEqual(entries.map((_, position) => position))
})

test('the journal and the folder list the same files', () => {
  const files = readdirSync(FOLDER).filter(name => name.endsWith('.sql'))
  expect(files.sort()).toEqual(entries.map(entry => `${entry.tag}.sql`))
})

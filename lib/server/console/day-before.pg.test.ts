import { afterAll, beforeEach, expect, test } from 'vitest'
import type { EventDraft } from '@/lib/domain/events'
import { CenterId, eventId, SERVER_DEVICE, ServiceDay } from '@/lib/domain/ids'
import { DAY, day } from '@/tests/support/day'
import { StoredDay } from '@/tests/support/stored-day'
import { emptyTheDay } from '@/tests/support/sync-stack'
import { openTestDatabase } from '@/tests/support/test-database'
import { dayBefore } from './day-before'

const { database, drop } = await openTestDatabase()
afterAll(drop)
beforeEach(() => database.begin(emptyTheDay))

const center = CenterId.parse(1)
const OPENED: EventDraft = { type: 'reception.opened.v1', actor: null }
const CLOSED: EventDraft = { type: 'reception.closed.v1', actor: null, code: 'by_staff', carried: 1 }
const FORGOTTEN: EventDraft = { ...CLOSED, code: 'forgotten' }

test.each<[string, string, EventDraft[], string]>([
  // what                             the day                     said                         how it ended
  ['closed by a person', 'opened', [OPENED, CLOSED], 'closed'],
  ['by itself', 'opened', [OPENED, FORGOTTEN], 'forgotten'],
  ['not yet', 'opened', [OPENED], 'left_open'],
  ['opened again', 'opened', [CLOSED, OPENED], 'left_open'],
  ['nobody said anything, all were served', 'opened 1( A101 1>A101 1+ 1.', [], 'closed'],
  ['nobody said anything, somebody waits', 'opened A101', [], 'left_open'],
])('[FLOOR-7] the day before: %s', async (_what, words, said, expected) => {
  const story = day(words)
  const told = said.map((draft, index) => {
    const id = eventId(SERVER_DEVICE, 9, index + 1)
    return { ...draft, v: 1 as const, device: SERVER_DEVICE, id, h: [story.now + index, 0] as const }
  })
  // reason: a draft with its stamp is an event
  await new StoredDay(database, { center, day: DAY }).store([...story.events, ...told] as typeof story.events)
  expect(await dayBefore(database, center, ServiceDay.parse('2026-03-05'))).toEqual({ day: DAY, end: expected })
})

test('[FLOOR-7] the first day of a center has none before it', async () => {
  expect(await dayBefore(database, center, DAY)).toBe(null)
})

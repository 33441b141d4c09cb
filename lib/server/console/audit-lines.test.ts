import { expect, test } from 'vitest'
import { EventId } from '@/lib/domain/ids'
import { DAY, day, kiosk } from '@/tests/support/day'
import { lineOfEvent } from './audit-lines'

test('[AUDIT-8] a line has nothing that only machines read: no mark of a code, no signature, no digest', () => {
  const { events } = day('A101=ada 1( 1>A101 1>>2')
  const [checkIn] = events
  if (!checkIn) throw new Error('no event')
  const { v, h } = checkIn
  const half = 'x'.repeat(43)
  const sealed = {
    ...{ v, h, id: EventId.parse('kiosk1.1.99'), device: kiosk(1), actor: null, type: 'log.sealed.v1' as const },
    ...{ client: 7, from: 0, to: 32, previous: null, r: half, s: half },
  }
  const lines = [...events, sealed].map(event => lineOfEvent(event, DAY))
  expect(JSON.stringify(events), 'the control').toContain('ada___')
  expect(lines.flatMap(({ says }) => Object.keys(says).filter(name => /^(mark|digest|r|s)$/.test(name)))).toEqual([])
  expect(lines[0]?.says).toMatchObject({ service: 1, priority: 4, language: expect.any(String) })
  expect(lines.at(-1)?.says).toEqual({ client: 7, from: 0, to: 32, previous: null })
})

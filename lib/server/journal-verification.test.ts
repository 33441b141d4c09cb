import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CenterId, DeviceId, ServiceDay } from '@/lib/domain/ids'
import { EVENT_LAYOUTS } from '@/lib/protocol/event-codec'
import { sealText } from '@/lib/protocol/seal-text'
import { DAY, day } from '@/tests/support/day'
import { sealedDay } from '@/tests/support/sealed-day'
import { keyOf } from '@/tests/support/signing'
import { clientOf } from '@/tests/support/stored-day'
import { reportLines } from './journal-audit'
import { type Journal, type JournalElement, journalLines, parseJournal } from './journal-export'
import { verifyJournal } from './journal-verification'

const center = CenterId.parse(1)
const KIOSK = DeviceId.parse('kiosk1')
const CLIENT = clientOf(KIOSK)
/** Three logs: the server's, a tablet's and a kiosk's. The kiosk seals after elements 0 to 3, 5 to 8, and 10. */
const STORY = day('opened 1( A101* A101 A101* A102 A103 A104 1>A101 1+ 1. 1>A102 1+ 1. 1>A103 1- A105 A106 A107').events

function journalOf(elements: readonly JournalElement[]): Journal {
  const devices = [...new Set(elements.map(({ device }) => device))]
  return { center, day: DAY, elements, unreadable: [], keys: new Map(devices.map(id => [id, keyOf(id).publicJwk])) }
}

function linesOf(journal: Journal): string[] {
  return reportLines(verifyJournal(journal, journal.keys))
}

/** Changes the kiosk's log as a list, and numbers it anew from 0: nothing shows in the places. */
function rewritten(elements: readonly JournalElement[], change: (log: JournalElement[]) => void): JournalElement[] {
  const log = elements.filter(({ client }) => client === CLIENT)
  change(log)
  const others = elements.filter(({ client }) => client !== CLIENT)
  return [...others, ...log.map((element, clock) => ({ ...element, clock }))]
}

function at(log: readonly JournalElement[], clock: number): JournalElement {
  const element = log[clock]
  if (!element) throw new Error(`no element ${clock}`)
  return element
}

function valuesAt(log: readonly JournalElement[], clock: number): unknown[] {
  const { value } = at(log, clock)
  return Array.isArray(value) ? [...value] : []
}

test.each([
  ['in one session each', 0, 'Journal intact: 29 events, 3 devices, 9 seals'],
  ['in several sessions', 5, 'Journal intact: 29 events, 3 devices, 9 seals'],
])('[AUDIT-5] a day with three devices that sealed it is intact, %s', (_, restart, line) => {
  expect(linesOf(journalOf(sealedDay(center, STORY, { restart }).elements))).toEqual([line])
})

const BROKEN = (seal: number, from: number, to: number, trace = '') =>
  `  kiosk1: seal kiosk1.1.${seal} does not fit elements ${from} to ${to} of client ${CLIENT}: one of them, or the seal, was altered${trace}`

test.each<[what: string, change: (log: JournalElement[]) => void, findings: string[]]>([
  [
    'an element altered',
    log => log.splice(6, 1, { ...at(log, 6), value: valuesAt(log, 6).with(6, 'A199') }),
    [BROKEN(10, 5, 8)],
  ],
  [
    'an element removed',
    log => log.splice(6, 1),
    [BROKEN(10, 5, 8, '; between kiosk1.1.6 and kiosk1.1.8 something is missing')],
  ],
  [
    'an element added',
    log => log.splice(6, 0, { ...at(log, 6), value: valuesAt(log, 6).with(2, 90).with(6, 'A199') }),
    [
      BROKEN(
        10,
        5,
        8,
        '; between kiosk1.1.6 and kiosk1.1.90 something is missing; kiosk1.1.90 stands before kiosk1.1.7',
      ),
    ],
  ],
  [
    'two elements exchanged',
    log => log.splice(6, 2, at(log, 7), at(log, 6)),
    [
      BROKEN(
        10,
        5,
        8,
        '; between kiosk1.1.6 and kiosk1.1.8 something is missing; kiosk1.1.8 stands before kiosk1.1.7; between kiosk1.1.7 and kiosk1.1.9 something is missing',
      ),
    ],
  ],
  [
    'a seal removed, and the rest moved up',
    log => log.splice(4, 1),
    [`  kiosk1: the seal over elements 0 to 4 of client ${CLIENT} is missing, before seal kiosk1.1.10`],
  ],
  [
    'a seal moved one place on',
    log => log.splice(4, 2, at(log, 5), at(log, 4)),
    [`  kiosk1: the seal over element 4 of client ${CLIENT} is missing, before seal kiosk1.1.10`],
  ],
  [
    'an element put behind the last seal',
    log => log.push({ ...at(log, 10), value: valuesAt(log, 10).with(2, 13).with(6, 'A199') }),
    [],
  ],
  [
    'an event said again with another content',
    log => log.push({ ...at(log, 10), value: valuesAt(log, 10).with(6, 'A199') }),
    ['  kiosk1: kiosk1.1.11 has two contents'],
  ],
])('[AUDIT-5] %s: named, and nothing else', (_, change, findings) => {
  const lines = linesOf(journalOf(rewritten(sealedDay(center, STORY).elements, change)))
  expect(lines.filter(line => line.startsWith('  ') && !line.includes('not sealed'))).toEqual(findings)
  expect(lines[0]).toMatch(findings.length > 0 ? /^Journal broken in 1 places/ : /^Journal intact/)
})

test('[AUDIT-5] what nobody has sealed is named, since anybody may have written it', () => {
  const added = rewritten(sealedDay(center, STORY).elements, log => {
    log.push({ ...at(log, 10), value: valuesAt(log, 10).with(2, 13).with(6, 'A199') })
  })
  expect(linesOf(journalOf(added)).slice(1)).toEqual([
    `  kiosk1: not sealed, so not proven: element 12 of client ${CLIENT}, from kiosk1.1.13 on`,
  ])
})

test.each<[what: string, leaves: (element: JournalElement) => boolean, finding: string]>([
  ['one element', ({ clock }) => clock !== 6, `element 6 of client ${CLIENT} is missing, behind kiosk1.1.6`],
  ['a seal', ({ clock }) => clock !== 4, `element 4 of client ${CLIENT} is missing, behind kiosk1.1.4`],
  ['the first elements', ({ clock }) => clock > 1, `elements 0 to 1 of client ${CLIENT} are missing`],
])('[AUDIT-5] a hole is named: %s is gone', (_, leaves, finding) => {
  const { elements } = sealedDay(center, STORY)
  const left = elements.filter(element => element.client !== CLIENT || leaves(element))
  expect(linesOf(journalOf(left)).slice(1)).toEqual([`  kiosk1: ${finding}`])
})

test('[AUDIT-5] a session that is gone is missed by the next one', () => {
  const { elements } = sealedDay(center, STORY, { restart: 5 })
  const left = elements.filter(({ client }) => client !== CLIENT + 100_000)
  expect(linesOf(journalOf(left)).slice(1)).toEqual([
    '  kiosk1: seal kiosk1.1.10 is missing, which seal kiosk1.1.12 follows',
  ])
})

test('[AUDIT-5] a seal made with another key does not fit', () => {
  const forged = rewritten(sealedDay(center, STORY).elements, log => {
    const value = valuesAt(log, 6).with(6, 'A199')
    log.splice(6, 1, { ...at(log, 6), value })
    const values = log.slice(5, 9).map(element => element.value)
    const place = { center, day: DAY, device: KIOSK }
    const { r, s } = keyOf('thief1').sign(sealText(place, valuesAt(log, 9), values))
    log.splice(9, 1, { ...at(log, 9), value: valuesAt(log, 9).with(10, r).with(11, s) })
  })
  expect(linesOf(journalOf(forged)).slice(1)).toEqual([BROKEN(10, 5, 8)])
})

test('[AUDIT-5] a log that is shown as of another day or center, or without its key, proves nothing', () => {
  const journal = journalOf(sealedDay(center, STORY).elements)
  const tomorrow = linesOf({ ...journal, day: ServiceDay.parse('2026-03-03') })
  const elsewhere = linesOf({ ...journal, center: CenterId.parse(2) })
  const first = ['agent1.1.5', 'kiosk1.1.5', 'server.1.5'].map(id => expect.stringContaining(`seal ${id} does not fit`))
  for (const lines of [tomorrow, elsewhere]) expect(lines.slice(1).sort()).toEqual(first)
  const keys = new Map([...journal.keys].filter(([device]) => device !== KIOSK))
  expect(reportLines(verifyJournal(journal, keys)).slice(1)).toEqual([
    '  kiosk1: there is no key to check its seals with',
  ])
})

const SEAL = EVENT_LAYOUTS['log.sealed.v1'].code
/** Time, counter and actor of a seal itself: it signs its id and what it is over. */
const OF_NO_SEAL = [3, 4, 5]

test('[AUDIT-5] whatever one change is made to sealed elements, exactly that log is named', () => {
  const { elements } = sealedDay(center, STORY, { restart: 5 })
  const index = fc.nat(elements.length - 1)
  const changes = fc.oneof(
    fc.record({ kind: fc.constant('alter' as const), index, place: fc.nat(11), value: fc.constantFrom(null, 7, 'x') }),
    fc.record({ kind: fc.constant('exchange' as const), index, other: index }),
    fc.record({ kind: fc.constant('claim' as const), index, other: index }),
  )
  fc.assert(
    fc.property(changes, change => {
      const target = at(elements, change.index)
      const copy = [...elements]
      if (change.kind === 'alter') {
        const values = valuesAt(elements, change.index)
        if (change.place >= values.length || values[change.place] === change.value) return
        if (values[0] === SEAL && OF_NO_SEAL.includes(change.place)) return
        copy[change.index] = { ...target, value: values.with(change.place, change.value) }
      } else {
        const other = at(elements, change.other)
        if (other.device !== target.device || JSON.stringify(other.value) === JSON.stringify(target.value)) return
        copy[change.index] = { ...target, value: other.value }
        if (change.kind === 'exchange') copy[change.other] = { ...other, value: target.value }
      }
      const { findings, unsealed } = verifyJournal(journalOf(copy), journalOf(elements).keys)
      expect(new Set([...findings, ...unsealed].map(({ device }) => device))).toEqual(new Set([target.device]))
    }),
    { numRuns: 400, seed: 20_260_302 },
  )
})

test('[AUDIT-6] an export comes back as it was, and is proven with nothing but public keys', () => {
  const journal = journalOf(sealedDay(center, STORY).elements)
  const text = journalLines(journal).join('\n')
  expect(parseJournal(`${text}\n`)).toEqual({ ...journal, elements: expect.arrayContaining([...journal.elements]) })
  expect(text).not.toMatch(/"d":|PRIVATE/)
  const read = parseJournal(text)
  expect(read && linesOf(read)).toEqual(['Journal intact: 29 events, 3 devices, 9 seals'])
})

test('[AUDIT-6] an export that was cut off or damaged says where', () => {
  const lines = journalLines(journalOf(sealedDay(center, STORY).elements))
  expect(parseJournal(lines.slice(0, -2).join('\n'))?.unreadable).toEqual([
    'the file has 36 elements and says that it has 38',
  ])
  expect(parseJournal(lines.with(7, '{"log":').join('\n'))?.unreadable).toEqual([
    'line 8 of the file is damaged',
    'the file has 37 elements and says that it has 38',
  ])
  expect(parseJournal('{"some":"other file"}')).toBeNull()
})

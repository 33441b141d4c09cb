import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DeviceId, eventId, TicketNumber } from '@/lib/domain/ids'
import type { DisplayedCall } from './announced-calls'
import { boardAfter, NEWS_MS, type ShownCall } from './display-board'

const TABLET = DeviceId.parse('agent1')

/** `A101>3@12` was called to station 3 at second 12; `A101>3@12!40` again at 40. */
function callOf(word: string): DisplayedCall {
  const [, number = '', station = '', at, again] = /^([A-Z]\d+)>(\d+)@(\d+)(?:!(\d+))?$/.exec(word) ?? []
  return {
    call: eventId(TABLET, Number(station), Number(number.slice(1))),
    ...{ number: TicketNumber.parse(number), station, calledAt: Number(again ?? at) * 1_000 },
    callNo: again === undefined ? 1 : 2,
  }
}

/** Each look: the second, and the calls of the queue by then. */
function boardOf(looks: readonly string[]): readonly ShownCall[] {
  return looks.reduce<readonly ShownCall[]>((board, look) => {
    const [second, ...words] = look.split(' ')
    return boardAfter(board, words.map(callOf), Number(second) * 1_000)
  }, [])
}

/** So many calls, one a second from second 1. */
function calls(count: number): string {
  return Array.from({ length: count }, (_, at) => `A${101 + at}>${1 + (at % 9)}@${at + 1}`).join(' ')
}

test.each<[string, readonly string[], string]>([
  ['a new call comes in at the top', ['1 A101>1@1', '5 A101>1@1 A102>2@5'], 'A102>2 A101>1'],
  [
    'what was called before the display started stands by its time, also beside what comes late then',
    ['0 A101>1@100 A103>3@300', '900 A101>1@100 A103>3@300', '901 A101>1@100 A102>2@200 A103>3@300'],
    'A103>3 A102>2 A101>1',
  ],
  ['who is called again goes up', ['1 A101>1@1 A102>2@2', '30 A101>1@1!30 A102>2@2'], 'A101>1 A102>2'],
  [
    'a call that comes over a minute late stands where it belongs',
    ['300 A101>1@100 A103>3@299', '301 A101>1@100 A102>2@200 A103>3@299'],
    'A103>3 A102>2 A101>1',
  ],
  [
    'one that comes a little late is news',
    ['90 A102>2@90', '100 A102>2@90 A101>1@50', '101 A102>2@90 A101>1@50'],
    'A101>1 A102>2',
  ],
  ['eight stand there for good', [`500 ${calls(9)}`], 'A109>9 A108>8 A107>7 A106>6 A105>5 A104>4 A103>3 A102>2'],
  ['taken back at once: nobody follows it', ['1 A101>1@1', '8 A102>2@8 A101>1@1', '9 A102>2@8'], 'A102>2'],
  ['lost to another station: it is called there', ['1 A101>1@1', '9 A101>4@0'], 'A101>4'],
  ['sent back into the queue: it stays its minute', ['1 A101>1@1', '40 A102>2@40'], 'A102>2 A101>1'],
  ['and goes after it', ['1 A101>1@1', '40 A102>2@40', '61 A102>2@40'], 'A102>2'],
  [
    'a clock that is corrected moves no row',
    ['1 A101>1@1', '2 A101>1@1 A102>2@602', '3 A101>1@1 A102>2@2', '4 A101>1@1 A102>2@2 A103>3@4'],
    'A103>3 A102>2 A101>1',
  ],
])('[SHOW-4] %s', (_, looks, expected) => {
  expect(
    boardOf(looks)
      .map(({ number, station }) => `${number}>${station}`)
      .join(' '),
  ).toBe(expected)
})

test.each([
  // calls in a minute, then how many stand there at once, and when their minute is over
  [8, 8, 8],
  [12, 12, 8],
  [15, 15, 8],
  [20, 15, 8],
])('[SHOW-4] of %i calls within a minute %i stand there, and %i later', (count, atOnce, later) => {
  const looks = Array.from({ length: count }, (_, at) => `${at + 1} ${calls(at + 1)}`)
  expect([boardOf(looks).length, boardOf([...looks, `${count + 61} ${calls(count)}`]).length]).toEqual([atOnce, later])
})

test('[SHOW-4] a display whose clock is set back shows no call as news for longer than a minute', () => {
  const [call] = boardOf(['3600 A101>1@3600', '60 A101>1@60'])
  expect((call?.shownAt ?? Number.NaN) + NEWS_MS).toBe(120_000)
})

test('[SHOW-4] nothing new is the same board, which is not drawn again', () => {
  const board = boardOf(['1 A101>1@1'])
  expect(boardAfter(board, [callOf('A101>1@1')], 2_000)).toBe(board)
})

test('[SHOW-4] whatever happens, rows that stay keep their order, and no news is pushed out by fewer than fifteen', () => {
  const step = fc.record({ after: fc.integer({ min: 0, max: 20 }), late: fc.integer({ min: 0, max: 90 }) })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), steps => {
      let board: readonly ShownCall[] = []
      let now = 1_000
      const known: DisplayedCall[] = []
      for (const [index, { after, late }] of steps.entries()) {
        now += after
        known.push(callOf(`A${100 + index}>1@${now - late}`))
        const next = boardAfter(board, known.toSorted((a, b) => b.calledAt - a.calledAt).slice(0, 16), now * 1_000)
        const numbers = next.map(({ number }) => number)
        const stayed = board.map(({ number }) => number).filter(number => numbers.includes(number))
        expect(numbers.filter(number => stayed.includes(number))).toEqual(stayed)
        const pushed = board.filter(call => now * 1_000 - call.shownAt < NEWS_MS && !numbers.includes(call.number))
        if (pushed.length > 0) expect(next.length).toBe(15)
        board = next
      }
    }),
    { numRuns: 300, seed: 6 },
  )
})

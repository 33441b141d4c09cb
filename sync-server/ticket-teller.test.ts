import { beforeEach, expect, test } from 'vitest'
import { ALL_IN_REACH } from '@/lib/domain/scheduling'
import { DAY, day, queueOf, ticketOf } from '@/tests/support/day'
import { DAY_CATALOGUE } from '@/tests/support/scheduling'
import { TicketTeller } from './ticket-teller'

const TODAY = { center: DAY_CATALOGUE.center.id, day: DAY }
const NUMBERS = Array.from({ length: 30 }, (_, index) => `A${101 + index}`)
const MORNING = `1( 2( 3( ${NUMBERS.join(' ')}`

let now: number
let queue: ReturnType<typeof queueOf>
let teller: TicketTeller
beforeEach(() => {
  const { events, now: then } = day(MORNING)
  now = then
  queue = queueOf(events)
  const room = { key: TODAY, queue, reach: ALL_IN_REACH }
  const rooms = { enter: async () => room }
  teller = new TicketTeller({ rooms, catalogue: async () => DAY_CATALOGUE, clock: { now: () => now } })
})

/** What all phones are told, and how often the event loop came round meanwhile: so often had all else in the process its turn. */
async function ask(numbers = NUMBERS) {
  let [rounds, isOver] = [0, false]
  const round = () => {
    rounds += 1
    if (!isOver) setImmediate(round)
  }
  setImmediate(round)
  const told = await teller.tickets({ ...TODAY, person: null, agent: null }, { tickets: numbers.map(ticketOf) })
  isOver = true
  if (told.kind !== 'done') throw new Error(told.kind)
  return { rounds, told: told.answer.tickets.map(ticket => ticket && `${ticket.state} ${ticket.ahead}`) }
}

test('[PHONE-2] however many phones follow, one ticket is foretold at a time, and not again within five seconds', async () => {
  const first = await ask()
  expect(first.rounds).toBeGreaterThanOrEqual(NUMBERS.length)
  expect(first.told.every(text => /^waiting \d+$/.test(text ?? ''))).toBe(true)
  now += 3_000
  const again = await ask()
  expect(again.told).toEqual(first.told)
  expect(again.rounds).toBeLessThan(3)
  now += 3_000
  expect((await ask()).rounds).toBeGreaterThanOrEqual(NUMBERS.length)
})

test('[PHONE-2] nor are two foretold at a time when two ask at once', async () => {
  const [one] = await Promise.all([ask(), ask([...NUMBERS].reverse())])
  expect(one.rounds).toBeGreaterThanOrEqual(NUMBERS.length)
})

test('[PHONE-2] what has moved is told at once, and foretold anew where it still waits', async () => {
  await ask()
  queue.add(day(`${MORNING} 1>A101 2>A102 2+ 2%R 3>A103 3r`).events)
  const { told, rounds } = await ask()
  const waits = expect.stringMatching(/^waiting \d+$/)
  expect(told.slice(0, 3)).toEqual(['called null', waits, waits])
  expect(rounds).toBeGreaterThanOrEqual(2)
  expect(rounds).toBeLessThan(6)
})

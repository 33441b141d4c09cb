import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { CenterId, ServiceDay, TicketId } from '@/lib/domain/ids'
import { PhoneTicket } from '@/lib/protocol/phone'
import { ASK_EVERY_MS, type PhoneNews, Phones } from './phones'

const DAY = { center: CenterId.parse(1), day: ServiceDay.parse('2026-03-02') }
const [FIRST, SECOND] = [TicketId.parse('A101.k3f9xq'), TicketId.parse('A102.k3f9xq')]

/** What the center answers, by ticket; null while it is out of reach. */
let center: Map<TicketId, PhoneTicket> | null
let asked: (readonly TicketId[])[]
let phones: Phones

beforeEach(() => {
  vi.useFakeTimers()
  asked = []
  center = new Map([[FIRST, ticket({})]])
  phones = new Phones({
    ask: async (_, tickets) => {
      asked.push(tickets)
      return center && tickets.map(id => center?.get(id) ?? null)
    },
  })
})
afterEach(() => void vi.useRealTimers())

function ticket(part: Partial<PhoneTicket>): PhoneTicket {
  return PhoneTicket.parse({
    ...{
      number: 'A101',
      state: 'waiting',
      language: 'fr',
      centerFr: 'Yaoundé',
      centerEn: 'Yaoundé',
      calls: 0,
      asOf: 1,
    },
    ...{ timeZone: 'Africa/Douala', serviceFr: 'Retrait', serviceEn: 'Collection' },
    ...{ ahead: 3, fromMinutes: 10, toMinutes: 20, station: null },
    ...part,
  })
}

/** A phone, with what it was told in words. */
function phone(id: TicketId) {
  const told: string[] = []
  const tell = (news: PhoneNews) => told.push(typeof news === 'string' ? news : `${news.state} ${news.ahead}`)
  const end = () => {
    told.push('ended')
    leave?.()
  }
  const leave = phones.follow({ ...DAY, ticket: id }, { tell, end })
  return { told, leave: leave ?? expect.fail('too many') }
}

const pass = (rounds: number) => vi.advanceTimersByTimeAsync(rounds * ASK_EVERY_MS + 10)

test('[PHONE-2] a phone is told at once, then what changes, and nothing while nothing does', async () => {
  const { told } = phone(FIRST)
  await pass(2)
  center?.set(FIRST, ticket({ asOf: 99 }))
  await pass(2)
  center?.set(FIRST, ticket({ ahead: 1 }))
  await pass(1)
  center?.set(FIRST, ticket({ state: 'called', ahead: null }))
  await pass(1)
  expect(told).toEqual(['waiting 3', 'waiting 1', 'called null'])
})

test('[PHONE-2] all phones of a center cost one question a round, and none when nobody follows', async () => {
  const followers = [phone(FIRST), phone(FIRST), phone(SECOND)]
  await pass(0)
  asked = []
  await pass(3)
  expect(asked).toEqual([1, 2, 3].map(() => [FIRST, SECOND]))
  for (const { leave } of followers) leave()
  for (const { leave } of followers) leave()
  await pass(5)
  expect([asked.length, phones.count]).toEqual([3, 0])
})

test('[PHONE-2] a ticket that is not known yet, and a center that is out of reach, are said, and what comes after', async () => {
  const { told } = phone(SECOND)
  await pass(1)
  center?.set(SECOND, ticket({ ahead: 9 }))
  await pass(1)
  center = null
  await pass(2)
  center = new Map([[SECOND, ticket({ ahead: 8 })]])
  await pass(1)
  expect(told).toEqual(['unknown', 'waiting 9', 'away', 'waiting 8'])
})

test('[PHONE-2] a link that is passed around ends on the phone that opened it first', async () => {
  const followers = Array.from({ length: 5 }, () => phone(FIRST))
  await pass(1)
  expect(followers.map(({ told }) => told.join())).toEqual(['ended', ...Array(4).fill('waiting 3')])
})

test.each<[string, PhoneTicket['state'], string, string]>([
  ['served', 'completed', '2026-03-02T23:30:00+01:00', 'completed null'],
  ['served', 'completed', '2026-03-03T00:30:00+01:00', 'completed null,ended'],
  ['closed with its day', 'closed', '2026-03-03T02:00:00+01:00', 'closed null,ended'],
  ['called, on a day that nobody has closed', 'called', '2026-03-03T01:00:00+01:00', 'called null'],
])(
  '[PHONE-2] nobody follows a ticket that is over once its day is: %s (%s) at %s',
  async (_what, state, at, expected) => {
    vi.setSystemTime(Date.parse('2026-03-02T15:00:00+01:00'))
    center?.set(FIRST, ticket({ state, ahead: null }))
    const { told } = phone(FIRST)
    await pass(2)
    vi.setSystemTime(Date.parse(at))
    await pass(2)
    asked = []
    await pass(2)
    expect([told.join(), asked.length > 0]).toEqual([expected, !expected.endsWith('ended')])
  },
)

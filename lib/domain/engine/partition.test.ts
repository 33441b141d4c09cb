import fc from 'fast-check'
import { expect, test } from 'vitest'
import { queues, rosters } from '@/tests/support/engine-arbitraries'
import { CONFIG, NOW, numberIn, roster, waiting } from '@/tests/support/engine-center'
import { MINUTE_MS } from './config'
import type { EngineAgent, EngineTicket } from './model'
import { nextTicket } from './next-ticket'
import { foreignTest } from './partition'
import { priorTimes } from './prior-times'

/** The roster as a side sees it that consists of these agents. */
function seenFrom(side: ReadonlySet<number>, agents: readonly EngineAgent[]): EngineAgent[] {
  return agents.map(agent => ({
    ...agent,
    isReachable: side.has(agent.agent),
    lastSeenAt: side.has(agent.agent) ? null : NOW,
  }))
}

test('[ENGINE-11] however a center is cut in two, each ticket that can be served belongs to exactly one side', () => {
  fc.assert(
    fc.property(queues(), rosters, fc.integer({ min: 0, max: 31 }), (tickets, agents, cut) => {
      const left = new Set(agents.filter((_, index) => (cut >> index) & 1).map(({ agent }) => agent))
      const right = new Set(agents.filter(({ agent }) => !left.has(agent)).map(({ agent }) => agent))
      const onDuty = agents.filter(({ status }) => status !== 'offline')
      const isForeignLeft = foreignTest(seenFrom(left, agents))
      const isForeignRight = foreignTest(seenFrom(right, agents))
      for (const ticket of tickets) {
        if (!onDuty.some(({ services }) => services.has(ticket.service))) continue
        expect(isForeignLeft(ticket)).toBe(!isForeignRight(ticket))
      }
    }),
    { seed: 4, numRuns: 300 },
  )
})

test.each([
  // checked in so long before the last sign of life       foreign
  [1, true],
  [0, true],
  [-0.25, true],
  [-0.26, false],
])('[ENGINE-11] made %d minutes before the cut: foreign %s', (minutes, expected) => {
  const agents = roster('2:R*')
  const [first] = agents
  const [ticket] = waiting('R101@0')
  if (!ticket || !first?.lastSeenAt) throw new Error('no scene')
  const made: EngineTicket = { ...ticket, checkedInAt: first.lastSeenAt - minutes * MINUTE_MS }
  expect(foreignTest(agents)(made)).toBe(expected)
})

const QUEUE = 'R101@90 R102@80 R103@70 R104@60 R105@50 R106@40'

function callsOf(agents: string, count: number): (string | null)[] {
  let left = waiting(QUEUE)
  const posts = roster(agents)
  const [self] = posts
  if (!self) throw new Error('no agent')
  const times = priorTimes(CONFIG)
  return Array.from({ length: count }, () => {
    const { ticket } = nextTicket({ waiting: left, agents: posts }, CONFIG, times, self.agent, NOW)
    left = left.filter(({ id }) => id !== ticket)
    return numberIn(ticket)
  })
}

test('[ENGINE-11] each side calls its own from the front, and then helps from the far end', () => {
  expect(callsOf('1:R 2:R*', 6)).toEqual(['R101', 'R102', 'R103', 'R106', 'R105', 'R104'])
  expect(callsOf('2:R 1:R*', 6)).toEqual(['R104', 'R105', 'R106', 'R103', 'R102', 'R101'])
})

test('[ENGINE-11] who was marked offline takes nothing with him', () => {
  expect(callsOf('1:R 2:R-', 6)).toEqual(['R101', 'R102', 'R103', 'R104', 'R105', 'R106'])
})

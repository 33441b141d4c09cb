import { afterEach, beforeEach, expect, test } from 'vitest'
import { CenterId, ServiceDay, TicketId } from '@/lib/domain/ids'
import { Phones } from './phones'
import { ticketEvents } from './ticket-events'

const LINKED = {
  ...{ center: CenterId.parse(1), day: ServiceDay.parse('2026-03-02') },
  ticket: TicketId.parse('A101.k3f9xq'),
}

/** A listener throws where nobody can catch it: that would end the web app, with all of its phones. */
const uncaught: unknown[] = []
const note = (fault: unknown) => void uncaught.push(fault)
beforeEach(() => {
  uncaught.length = 0
  process.on('uncaughtException', note)
})
afterEach(() => void process.off('uncaughtException', note))

function phone(phones: Phones, connection = new AbortController()) {
  const reader = ticketEvents(phones, LINKED, connection.signal).getReader()
  return {
    breaks: () => connection.abort(),
    goes: () => void reader.cancel(),
    isReplaced: () => void [1, 2, 3, 4].map(() => phone(phones)),
    /** All that it was sent until its end. */
    ended: async () => {
      let sent = ''
      for (;;) {
        const { done, value } = await reader.read()
        if (done) return sent
        sent += new TextDecoder().decode(value)
      }
    },
  }
}

type Way = 'breaks' | 'goes' | 'isReplaced'

test.each<[string, Way[]]>([
  ['its connection breaks', ['breaks']],
  ['it goes, and its connection with it', ['goes', 'breaks']],
  ['four others follow the ticket, and then its connection breaks', ['isReplaced', 'breaks']],
  ['its connection breaks, and then four others come', ['breaks', 'isReplaced']],
])('[PHONE-2] a phone is told nothing more, and nothing is thrown, once %s', async (_what, ways) => {
  const phones = new Phones({ ask: async (_, tickets) => tickets.map(() => null) })
  const first = phone(phones)
  for (const way of ways) first[way]()
  await first.ended()
  await new Promise(resolve => setImmediate(resolve))
  expect([phones.count, ...uncaught]).toEqual([ways.includes('isReplaced') ? 4 : 0])
})

test('[PHONE-2] a phone that is ended is told not to come back by itself', async () => {
  const first = phone(new Phones({ ask: async () => null }))
  first.isReplaced()
  expect(await first.ended()).toMatch(/event: end\ndata:\n\n$/)
})

test('[PHONE-2] a phone whose connection broke while its link was looked at is not followed', async () => {
  const phones = new Phones({ ask: async () => null })
  const connection = new AbortController()
  connection.abort()
  await phone(phones, connection).ended()
  expect([phones.count, ...uncaught]).toEqual([0])
})

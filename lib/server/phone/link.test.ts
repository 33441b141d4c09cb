import { expect, test } from 'vitest'
import { ticketLink } from '@/lib/client/ticket-link'
import { CenterId, ServiceDay, TicketId } from '@/lib/domain/ids'
import { deriveKeys } from '../keys'
import { makeLink, openLink, whileGood } from './link'

const keys = deriveKeys('a secret of this test alone')
const linked = {
  center: CenterId.parse(1),
  day: ServiceDay.parse('2026-03-02'),
  ticket: TicketId.parse('A101.k3f9xq'),
}

test('[PHONE-1] the link that a kiosk prints without a network is the one that the server opens', async () => {
  const markKeys = { [linked.day]: keys.markKey(linked.center, linked.day).toString('base64url') }
  const link = await ticketLink(linked, markKeys, 'https://guichet.example')
  expect(link).toBe(`https://guichet.example/t/${makeLink(keys, linked)}`)
  expect(openLink(keys, link?.split('/t/')[1] ?? '')).toEqual(linked)
  expect(await ticketLink(linked, {}, 'https://guichet.example')).toBeNull()
})

const token = makeLink(keys, linked)

test.each([
  ['another ticket', token.replace('A101', 'A102')],
  ['another device', token.replace('k3f9xq', 'k3f9xr')],
  ['another day', token.replace('20260302', '20260303')],
  ['another center', token.replace('1.', '2.')],
  ['another proof', token.replace(/.$/, last => (last === 'A' ? 'Q' : 'A'))],
  ['no proof', token.replace(/\.[^.]*$/, '')],
  ['a day that is none', token.replace('20260302', '20261302')],
  ['nothing', ''],
  ['a path', '../admin'],
])('[PHONE-1] a link with %s opens nothing', (_, wrong) => {
  expect(openLink(keys, wrong)).toBeNull()
})

test.each([
  ['2026-03-02T10:00:00+01:00', true],
  ['2026-03-03T23:59:59+01:00', true],
  ['2026-03-04T00:00:00+01:00', false],
])('[PHONE-1] at %s a link of 2 March is good: %s', (at, good) => {
  expect(whileGood({ ...linked, timeZone: 'Africa/Douala' }, Date.parse(at)).ok).toBe(good)
})

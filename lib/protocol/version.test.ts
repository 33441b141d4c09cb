import { expect, test } from 'vitest'
import { chooseVersion, SERVED_VERSIONS, SYNC_SUBPROTOCOL } from './version'

test.each<[string, string]>([
  // what a client offers                        what a server of 3 to 5 makes of it
  ['guichet-sync.v5', 'served guichet-sync.v5'],
  ['guichet-sync.v3', 'served guichet-sync.v3'],
  ['guichet-sync.v4 guichet-sync.v5', 'served guichet-sync.v5'],
  ['guichet-sync.v7 guichet-sync.v4 auth.x', 'served guichet-sync.v4'],
  ['guichet-sync.v2', 'too_old guichet-sync.v2'],
  ['guichet-sync.v1 guichet-sync.v2', 'too_old guichet-sync.v2'],
  ['guichet-sync.v7 guichet-sync.v2', 'none'],
  ['guichet-sync.v04', 'none'],
  ['guichet-sync.v6', 'none'],
  ['guichet-sync.v4x guichet-sync.v-4 v4 auth.guichet-sync.v4', 'none'],
  ['guichet-sync.v99999999999999999999', 'none'],
  ['', 'none'],
])('[ACCESS-8] of the versions "%s": %s', (offered, expected) => {
  const choice = chooseVersion(offered.split(' '), { oldest: 3, newest: 5 })
  expect(choice.kind === 'none' ? 'none' : `${choice.kind} ${choice.subprotocol}`).toBe(expected)
})

test('[ACCESS-8] this client is served by this server', () => {
  expect(chooseVersion([SYNC_SUBPROTOCOL, 'auth.x'])).toEqual({ kind: 'served', subprotocol: SYNC_SUBPROTOCOL })
  expect(SERVED_VERSIONS.oldest).toBeLessThanOrEqual(SERVED_VERSIONS.newest)
})

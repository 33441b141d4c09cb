import { expect, test } from 'vitest'
import { CenterId } from './ids'
import { may, PERMISSIONS, type Permission, type Role } from './permissions'

const YAOUNDE = CenterId.parse(1)
const DOUALA = CenterId.parse(2)

const ALL = [...PERMISSIONS]

test.each<[Role, readonly Permission[]]>([
  ['citizen', ['checkin']],
  ['agent', ['queue_management', 'citizen_service', 'status_update']],
  ['supervisor', ['queue_management', 'agent_management', 'reports']],
  ['admin', ALL],
])('[PEOPLE-1] of a center, as %s: %j there, and nothing in another center or over all', (role, granted) => {
  const person = { role, center: YAOUNDE }
  expect(ALL.filter(permission => may(person, permission, YAOUNDE))).toEqual(granted)
  expect(ALL.filter(permission => may(person, permission, DOUALA))).toEqual([])
  expect(ALL.filter(permission => may(person, permission, null))).toEqual([])
})

test.each<[Role, Permission, boolean]>([
  ['admin', 'full_access', true],
  ['supervisor', 'reports', true],
  ['supervisor', 'full_access', false],
  ['agent', 'reports', false],
])('[PEOPLE-1] of all centers, as %s: %s is %s in each of them, and over all', (role, permission, expected) => {
  const person = { role, center: null }
  expect([YAOUNDE, DOUALA, null].map(center => may(person, permission, center))).toEqual([expected, expected, expected])
})

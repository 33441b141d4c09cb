import { expect, test } from 'vitest'
import { CenterId } from '@/lib/domain/ids'
import type { Role } from '@/lib/domain/permissions'
import { centerPageOf, centerPagesFor } from './console-pages'

const [here, elsewhere] = [CenterId.parse(1), CenterId.parse(2)]
const SUPERVISED = ['floor', 'day', 'staff', 'devices', 'messages', 'audit']
const ALL = ['floor', 'day', 'services', 'stations', 'staff', 'devices', 'messages', 'settings', 'audit']

test.each<[Role, CenterId | null, string[]]>([
  ['agent', here, []],
  ['supervisor', here, SUPERVISED],
  ['supervisor', elsewhere, []],
  ['admin', here, ALL],
  ['admin', elsewhere, []],
  ['admin', null, ALL],
])('[CONSOLE-1] %s of center %s finds %j in the menu of center 1', (role, center, pages) => {
  expect(centerPagesFor({ role, center }, here)).toEqual(pages)
})

test.each([
  ['/admin/centers/1/staff', 'staff'],
  ['/admin/centers/12/day/closing', 'day'],
  ['/admin/centers/new', null],
  ['/admin/account', null],
])('[CONSOLE-1] the address %s is of the page %s', (pathname, page) => {
  expect(centerPageOf(pathname)).toBe(page)
})

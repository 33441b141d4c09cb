import { expect, test } from 'vitest'
import { lookedAgain, mustReload, type Picture, WATCH_BEGUN } from './display-watchdog'

/** After how many looks, five seconds apart, the page is loaded anew; null if never. `spoken` of them hear a voice. */
function reloadedAfter(pictures: readonly Picture[], spoken = 0): number | null {
  let watch = WATCH_BEGUN
  for (const [index, picture] of pictures.entries()) {
    watch = lookedAgain(watch, picture)
    if (mustReload(watch, index < spoken)) return index + 1
  }
  return null
}

const ticking = (looks: number) => Array.from({ length: looks }, (_, turn) => `12:00:${turn * 5}`)
const standing = (looks: number): Picture[] => Array(looks).fill('12:00:09')

test.each<[string, readonly Picture[], number, number | null]>([
  ['a clock that goes', ticking(40), 0, null],
  ['a clock that stands for half a minute', standing(10), 0, 7],
  ['one that stands and goes on', [...standing(5), ...ticking(5), ...standing(5)], 0, null],
  ['a blank page', Array(10).fill(''), 0, 7],
  ['a drawing that failed and came back', ['', '', '', ...ticking(9)], 0, null],
  ['a notice, which has no clock', Array(40).fill(null), 0, null],
  ['a clock that stands while a call is spoken: after it', standing(20), 12, 13],
  ['a voice that does not end holds it no longer than two minutes', standing(40), 40, 25],
])('[SHOW-8] %s', (_, pictures, spoken, expected) => {
  expect(reloadedAfter(pictures, spoken)).toBe(expected)
})

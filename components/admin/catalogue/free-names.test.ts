import { expect, test } from 'vitest'
import { freeLetter, nextStationNumber, serviceCodeFrom } from './free-names'

const services = (letters: string) => [...letters].map(letter => ({ letter }))

test.each([
  ['', 'A'],
  ['AB', 'C'],
  ['ABCDEFGH', 'J'],
  ['ABCDEFGHJKLMNPR', 'T'],
  ['ABCDEFGHJKLMNPRTUVWXY', ''],
])('[CONSOLE-4] beside services %j, a new one is offered the letter %j', (taken, letter) => {
  expect(freeLetter(services(taken))).toBe(letter)
})

test.each([
  ['New Application', 'NEW_APPLICATION'],
  ['  Photo & prints (2) ', 'PHOTO_PRINTS_2'],
  ['Réissue', 'REISSUE'],
  ['Change of the name and address', 'CHANGE_OF_THE_NAME_A'],
  ['A very long name of a thing', 'A_VERY_LONG_NAME_OF'],
  ['', 'SERVICE'],
  ['é', 'SERVICE'],
])('[CONSOLE-4] the code of %j is %s', (name, code) => {
  expect(serviceCodeFrom(name)).toBe(code)
})

test.each([
  [[], '1'],
  [['1', '2', '10'], '11'],
  [['A', 'B2'], '1'],
])('[CONSOLE-4] beside the stations %j, a new one is offered the number %s', (numbers, next) => {
  expect(nextStationNumber(numbers.map(number => ({ number })))).toBe(next)
})

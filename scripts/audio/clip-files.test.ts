import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { begin, follow, SILENT } from '@/lib/domain/announcer'
import { CLIPS, type Sound } from '@/lib/domain/clips'
import { clipsIn } from '@/lib/domain/clips-pack'
import { Language } from '@/lib/domain/ids'
import { ticketNumber } from '@/lib/domain/ticket-number'
import { fileOf, filesThere } from './clip-files'
import { opusLengthMs } from './opus'
import { readPack } from './pack'

/** A center's line may be 256 kbit/s: all that is said is there in less than a minute. */
const BYTES_MAX = 1_500_000

/** A number of three digits and a station of a middling center; and the longest that there can be. */
const USUAL_MS_MAX = 11_000
const LONGEST_MS_MAX = 15_000

test('[VOICE-6] each clip of the list is there, as long as it may be, and no other; together they are small', async () => {
  expect(await filesThere()).toEqual(CLIPS.map(({ name }) => name).sort())
  const wrong: string[] = []
  for (const { name, msMin, msMax } of CLIPS) {
    const lengthMs = opusLengthMs(await readFile(fileOf(name)))
    if (lengthMs < msMin || lengthMs > msMax) wrong.push(`${name}: ${lengthMs} ms`)
  }
  expect(wrong).toEqual([])
  const pack = await readPack()
  expect(clipsIn(pack).size).toBe(CLIPS.length)
  expect(pack.length).toBeLessThan(BYTES_MAX)
})

test('[VOICE-2] no announcement is so long that the next ones wait for it', async () => {
  const lengths = new Map(
    await Promise.all(CLIPS.map(async ({ name }) => [name, opusLengthMs(await readFile(fileOf(name)))] as const)),
  )
  const longest = (letters: string, digits: string, counters: readonly number[], stations: readonly string[]) => {
    const numbers = [...letters].flatMap(letter =>
      [...digits].map(Number).flatMap(digit => counters.map(counter => ticketNumber(letter, digit, counter))),
    )
    return Math.max(
      ...numbers.flatMap(number => stations.map(station => msOf(announcementOf(number, station), lengths))),
    )
  }
  const upTo = (last: number, step: number) => Array.from({ length: last / step }, (_, at) => 1 + at * step)
  expect(longest('ABCR', '123', upTo(99, 1), ['3', '7', '12'])).toBeLessThan(USUAL_MS_MAX)
  expect(longest('AWY', '0479', upTo(999, 7), ['97', '393'])).toBeLessThan(LONGEST_MS_MAX)
})

function msOf(sound: Sound, lengths: ReadonlyMap<string, number>): number {
  return sound.reduce<number>(
    (sum, part) => sum + (typeof part === 'number' ? part : (lengths.get(part) ?? Number.NaN)),
    0,
  )
}

function announcementOf(number: ReturnType<typeof ticketNumber>, station: string): Sound {
  const call = { key: number, number, station, language: Language.parse('fr'), calledAt: 0, isAwaited: true }
  return begin(follow(follow(SILENT, [], 0), [call], 0), 0, true).sound ?? []
}

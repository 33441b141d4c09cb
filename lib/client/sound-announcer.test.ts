import { expect, test } from 'vitest'
import { eventId, TicketNumber } from '@/lib/domain/ids'
import { tablet } from '@/tests/support/day'
import type { SpokenCall } from './announced-calls'
import { HallVoice } from './sound-announcer'
import type { Played } from './sound-player'

function callOf(number: string, station: string): SpokenCall {
  const call = eventId(tablet(1), 1, Number(number.slice(1)))
  const told = { number: TicketNumber.parse(number), station, calledAt: Date.now(), callNo: 1 }
  return { call, ...told, language: 'fr', isAwaited: true }
}

/** A mouth that speaks until it is told to end, and says what of. */
function mouth() {
  const said: string[] = []
  let end = (_: Played) => {}
  return {
    said,
    play: (sound: readonly unknown[]) => {
      said.push(sound.filter(part => /number/.test(String(part))).join(' '))
      return new Promise<Played>(resolve => {
        end = resolve
      })
    },
    stopAfterClip: () => {
      said.push('off')
      end('stopped')
    },
  }
}

test('[VOICE-8] a call that is taken back while it is spoken is broken off; what waited behind it is spoken', async () => {
  const player = mouth()
  const voice = new HallVoice(player)
  const situation = { hasVoice: true, clockErrorMs: 0 }
  const [first, second, third] = [callOf('A101', '1'), callOf('A102', '2'), callOf('A103', '3')]
  voice.follow({ ...situation, calls: [] })
  voice.follow({ ...situation, calls: [first, second, third] })
  voice.follow({ ...situation, calls: [{ ...first, isAwaited: false }, second, third] })
  expect(player.said).toHaveLength(1)
  // The third, which waits, is taken back as well: nobody hears of it.
  voice.follow({ ...situation, calls: [second] })
  await expect.poll(() => player.said.length).toBe(3)
  voice.follow({ ...situation, calls: [] })
  await expect.poll(() => voice.speaking.get()).toBe(false)
  expect(player.said.map(words => words.split(' ')[0])).toEqual(['fr/number-1', 'off', 'fr/number-2', 'off'])
})

test('[LOG-9] a screen that cannot be drawn silences nobody', async () => {
  const player = mouth()
  const voice = new HallVoice(player)
  voice.speaking.subscribe(() => {
    throw new Error('a bug')
  })
  const situation = { hasVoice: true, clockErrorMs: 0 }
  const [first, second] = [callOf('A101', '1'), callOf('A102', '2')]
  voice.follow({ ...situation, calls: [] })
  voice.follow({ ...situation, calls: [first] })
  voice.follow({ ...situation, calls: [second] })
  await expect.poll(() => player.said.length).toBe(3)
  expect(player.said.map(words => words.split(' ')[0])).toEqual(['fr/number-1', 'off', 'fr/number-2'])
})

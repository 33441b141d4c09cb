import { callKey, type SpokenCall } from '@/lib/client/announced-calls'
import { HallVoice } from '@/lib/client/sound-announcer'
import { SoundPlayer } from '@/lib/client/sound-player'
import { begin, follow, SILENT } from '@/lib/domain/announcer'
import type { Sound } from '@/lib/domain/clips'
import { eventId, type Language, TicketNumber } from '@/lib/domain/ids'
import { tablet } from '@/tests/support/day'

/** A page with a voice and no screen. */

const RATE = 48_000

/** The two filters of ITU-R BS.1770, at 48 kHz: a head, and the ear's own deafness to rumble. */
const HEAD = [
  [1.53512485958697, -2.69169618940638, 1.19839281085285],
  [1, -1.69065929318241, 0.73248077421585],
] as const
const RUMBLE = [
  [1, -2, 1],
  [1, -1.99004745483398, 0.99007225036621],
] as const

const player = new SoundPlayer(() => undefined)

function callOf(number: string, station: string, language: Language): SpokenCall {
  const call = eventId(tablet(1), 1, Number(number.slice(1)))
  return {
    call,
    number: TicketNumber.parse(number),
    station,
    calledAt: Date.now(),
    callNo: 1,
    language,
    isAwaited: true,
  }
}

function announcement(call: SpokenCall): Sound {
  const now = Date.now()
  const announcer = follow(follow(SILENT, [], now), [{ ...call, key: callKey(call) }], now)
  return begin(announcer, now, true).sound ?? []
}

/** Loudness of the loud parts, in LUFS: windows of 0.4 s, those under -70 left out, then those 10 under the rest. */
async function loudness(buffer: AudioBuffer): Promise<number> {
  const context = new OfflineAudioContext(1, Math.round(buffer.duration * RATE), RATE)
  const source = context.createBufferSource()
  source.buffer = buffer
  const filters = [HEAD, RUMBLE].map(([forward, back]) => context.createIIRFilter([...forward], [...back]))
  filters.reduce<AudioNode>((from, filter) => from.connect(filter), source).connect(context.destination)
  source.start()
  const samples = (await context.startRendering()).getChannelData(0)
  const powers: number[] = []
  for (let at = 0; at + RATE * 0.4 <= samples.length; at += RATE * 0.1)
    powers.push(samples.subarray(at, at + RATE * 0.4).reduce((sum, sample) => sum + sample ** 2, 0) / (RATE * 0.4))
  const mean = (parts: readonly number[]) => parts.reduce((sum, part) => sum + part, 0) / parts.length
  const lufs = (power: number) => -0.691 + 10 * Math.log10(power)
  const loud = powers.filter(power => lufs(power) > -70)
  return lufs(mean(loud.filter(power => lufs(power) > lufs(mean(loud)) - 10)))
}

/** Where each clip of a sound begins in what is played, found by its samples; -1 where they are not. */
async function offsets(sound: Sound, buffer: AudioBuffer): Promise<{ name: string; atMs: number }[]> {
  const samples = buffer.getChannelData(0)
  const found: { name: string; atMs: number }[] = []
  let at = 0
  for (const part of sound) {
    const length = typeof part === 'number' ? Math.round((part * buffer.sampleRate) / 1000) : 0
    const clip = typeof part === 'number' ? new Float32Array(length) : (await player.render([part])).getChannelData(0)
    const isThere = clip.every((sample, index) => samples[at + index] === sample)
    if (typeof part === 'string') found.push({ name: part, atMs: isThere ? (at / buffer.sampleRate) * 1000 : -1 })
    else if (!isThere) found.push({ name: 'silence', atMs: -1 })
    at += clip.length
  }
  return found
}

/** The next sound is heard from now on: a busy machine decodes its clips for a while. */
function started(): Promise<void> {
  const { prototype } = AudioBufferSourceNode
  const { start } = prototype
  return new Promise(resolve => {
    prototype.start = function (...at) {
      prototype.start = start
      start.apply(this, at)
      resolve()
    }
  })
}

Object.assign(globalThis, {
  announce: async (number: string, station: string, language: Language) => {
    const sound = announcement(callOf(number, station, language))
    const buffer = await player.render(sound)
    const peak = buffer.getChannelData(0).reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)
    const parts = await offsets(sound, buffer)
    return { parts, seconds: buffer.duration, lufs: await loudness(buffer), peak }
  },
  play: (sound: Sound) => player.play(sound),
  stop: () => player.stop(),
  /** Ends a sound with its clip once it has been heard for a moment, or before it begins. */
  endWithClip: async (sound: Sound, hasBegun: boolean) => {
    const starts = started()
    const played = player.play(sound)
    if (hasBegun) await starts
    const begun = performance.now()
    if (hasBegun) await new Promise(resolve => setTimeout(resolve, 200))
    player.stopAfterClip()
    return { played: await played, seconds: (performance.now() - begun) / 1000 }
  },
  secondsOf: async (sound: Sound) => (await player.render(sound)).duration,
  isBlocked: () => player.blocked.get(),
  selfTest: () => player.selfTest(),
  /** Two calls at once, in a player that says everything at once: what it was given, and whether it ever had two. */
  hall: async () => {
    const given: string[] = []
    let playing = 0
    let most = 0
    const voice = new HallVoice({
      play: async sound => {
        most = Math.max(most, ++playing)
        await new Promise(resolve => setTimeout(resolve, 5))
        playing--
        given.push(sound.filter(part => /chime|ticket|letter/.test(String(part))).join(' '))
        return 'heard'
      },
      stopAfterClip: () => undefined,
    })
    const situation = { hasVoice: true, clockErrorMs: 0 }
    voice.follow({ ...situation, calls: [] })
    voice.follow({ ...situation, calls: [callOf('A101', '1', 'fr'), callOf('B102', '2', 'en')] })
    const whileSpeaking = voice.speaking.get()
    await new Promise<void>(resolve => voice.speaking.subscribe(resolve))
    return { given, most, whileSpeaking, after: voice.speaking.get() }
  },
})
addEventListener('click', () => void player.unlock())

import { CLIPS, type ClipName, type Sound } from '@/lib/domain/clips'
import type { DurationMs } from '@/lib/domain/ids'
import { type OnFault, reportFault } from './fault-log'
import { Observed, type Watched } from './observed'
import { type ClipFiles, fetchClips } from './sound-files'

/** What became of a sound that was asked for. */
export type Played = 'heard' | 'stopped' | 'silent'

/** A sound that is cut off mid-wave cracks. */
const FADE_S = 0.02
/** So that the test of all clips neither takes long nor holds the page up. */
const TESTED_AT_ONCE = 16
/** When the clock of the sound stands still (no output any more), nothing waits for its end for ever. */
const LATE_MS: DurationMs = 2_000

/**
 * The one mouth of a page: recorded clips, one sound at a time, without a gap that was not asked for. A browser may keep a page
 * silent until somebody has touched it: then `blocked` is true, and a surface that must be heard asks for that touch.
 */
export class SoundPlayer {
  readonly #blocked = new Observed(false)
  readonly #context = new AudioContext()
  #files: Promise<ClipFiles> | null = null
  #stopPlaying: () => void = () => undefined
  /** Of what sounds, or sounded last: that is over, and this does nothing more. */
  #endWithClip: (() => void) | null = null
  /** Counts up with each sound: one that is overtaken while its clips are decoded is not begun. */
  #turn = 0

  constructor(private readonly onFault: OnFault = reportFault) {
    this.#context.addEventListener('statechange', () => this.#look())
    this.#look()
  }

  get blocked(): Watched<boolean> {
    return this.#blocked
  }

  /**
   * Plays a sound and stops the one before it. Resolves at its end. Never rejects. Silent while blocked: what was not heard
   * at its time is not sounded later.
   */
  async play(sound: Sound): Promise<Played> {
    this.stop()
    const turn = this.#turn
    if (this.#context.state !== 'running') return 'silent'
    try {
      const parts = await this.#partsOf(sound)
      if (turn !== this.#turn) return 'stopped'
      const lengths = parts.map(({ length }) => length)
      return await this.#sound(this.#joined(parts), at => clipEnd(sound, lengths, at))
    } catch (fault) {
      this.onFault('play sound', fault)
      return 'silent'
    }
  }

  /** What plays now fades away at once. */
  stop(): void {
    this.#turn++
    this.#endWithClip = null
    this.#stopPlaying()
  }

  /** What plays now ends with the clip that is heard, in a pause at once; what has not begun yet does not begin. */
  stopAfterClip(): void {
    if (this.#endWithClip) this.#endWithClip()
    else this.stop()
  }

  /** Called from a touch, which is what the browser wants. Never rejects. */
  async unlock(): Promise<void> {
    try {
      await this.#context.resume()
    } catch (fault) {
      this.onFault('unlock sound', fault)
    }
  }

  /** The clips that are not there or cannot be decoded; empty when everything can be said. Never rejects. */
  async selfTest(): Promise<readonly ClipName[]> {
    const missing: ClipName[] = []
    const areThere = await this.#clips().then(
      () => true,
      () => false,
    )
    for (let from = 0; from < CLIPS.length; from += TESTED_AT_ONCE) {
      const names = CLIPS.slice(from, from + TESTED_AT_ONCE).map(({ name }) => name)
      const decode = await Promise.all(names.map(async name => areThere && (await this.#decodes(name))))
      missing.push(...names.filter((_, index) => !decode[index]))
    }
    if (missing.length > 0) this.onFault('sounds missing', areThere ? missing.join(' ') : 'all')
    return missing
  }

  /** Never rejects. */
  async close(): Promise<void> {
    this.stop()
    try {
      await this.#context.close()
    } catch (fault) {
      this.onFault('close sound', fault)
    }
  }

  /**
   * A sound as one buffer: what follows one another is joined sample by sample, whatever the page is busy with. Clips are
   * decoded anew each time: decoded they would all take some 100 MB.
   *
   * @throws when a clip is missing or broken
   */
  async render(sound: Sound): Promise<AudioBuffer> {
    return this.#joined(await this.#partsOf(sound))
  }

  /** The samples of each part. */
  async #partsOf(sound: Sound): Promise<Float32Array<ArrayBuffer>[]> {
    const files = await this.#clips()
    const rate = this.#context.sampleRate
    return await Promise.all(
      sound.map(async part =>
        typeof part === 'number'
          ? new Float32Array(Math.round((part * rate) / 1000))
          : (await this.#context.decodeAudioData(files.bytesOf(part))).getChannelData(0),
      ),
    )
  }

  #joined(parts: readonly Float32Array<ArrayBuffer>[]): AudioBuffer {
    const length = parts.reduce((sum, { length }) => sum + length, 0)
    const buffer = this.#context.createBuffer(1, Math.max(1, length), this.#context.sampleRate)
    let at = 0
    for (const part of parts) {
      buffer.copyToChannel(part, 0, at)
      at += part.length
    }
    return buffer
  }

  /** @param endOfClip see `clipEnd` */
  async #sound(buffer: AudioBuffer, endOfClip: (at: number) => number | null): Promise<Played> {
    const source = this.#context.createBufferSource()
    const fade = this.#context.createGain()
    source.buffer = buffer
    source.connect(fade).connect(this.#context.destination)
    let timer: ReturnType<typeof setTimeout> | undefined
    const played = await new Promise<Played>(resolve => {
      timer = setTimeout(() => resolve('silent'), buffer.duration * 1000 + LATE_MS)
      let atEnd: Played = 'heard'
      source.addEventListener('ended', () => resolve(atEnd))
      this.#stopPlaying = () => {
        this.#stopPlaying = () => undefined
        fade.gain.setTargetAtTime(0, this.#context.currentTime, FADE_S / 4)
        source.stop(this.#context.currentTime + FADE_S)
        resolve('stopped')
      }
      const startedAt = this.#context.currentTime
      this.#endWithClip = () => {
        const end = endOfClip((this.#context.currentTime - startedAt) * buffer.sampleRate)
        if (end === null) return this.stop()
        atEnd = 'stopped'
        source.stop(startedAt + end / buffer.sampleRate)
      }
      source.start(startedAt)
    })
    clearTimeout(timer)
    return played
  }

  async #decodes(name: ClipName): Promise<boolean> {
    try {
      await this.render([name])
      return true
    } catch {
      // It is told with the others.
      return false
    }
  }

  #clips(): Promise<ClipFiles> {
    this.#files ??= fetchClips()
    // Whoever asks next tries again.
    this.#files.catch(() => {
      this.#files = null
    })
    return this.#files
  }

  #look(): void {
    this.#blocked.set(this.#context.state === 'suspended')
  }
}

/** Where the clip ends that is heard at this place, in samples from the start; null where none is. */
function clipEnd(sound: Sound, lengths: readonly number[], at: number): number | null {
  let end = 0
  for (const [index, length] of lengths.entries()) {
    end += length
    if (end > at) return typeof sound[index] === 'string' ? end : null
  }
  return null
}

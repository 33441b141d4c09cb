import type { OnFault } from './fault-log'
import { Observed, type Watched } from './observed'

const CHIME = '/audio/chime.wav'

/**
 * The sound before a call. A browser may keep a page silent until somebody has touched it: then `blocked` is true, and
 * the display asks for that touch.
 */
export class Chime {
  readonly #blocked = new Observed(false)
  readonly #context = new AudioContext()
  #sound: Promise<AudioBuffer> | null = null

  constructor(private readonly onFault: OnFault) {
    this.#context.addEventListener('statechange', () => this.#look())
    this.#look()
  }

  get blocked(): Watched<boolean> {
    return this.#blocked
  }

  /** Never rejects. Silent while blocked: what was not heard when it was called is not sounded later. */
  async play(): Promise<void> {
    if (this.#context.state !== 'running') return
    try {
      this.#sound ??= this.#load()
      const source = this.#context.createBufferSource()
      source.buffer = await this.#sound
      source.connect(this.#context.destination)
      source.start()
    } catch (fault) {
      this.#sound = null
      this.onFault('chime', fault)
    }
  }

  /** Called from a touch, which is what the browser wants. Never rejects. */
  async unlock(): Promise<void> {
    try {
      await this.#context.resume()
      await this.play()
    } catch (fault) {
      this.onFault('unlock sound', fault)
    }
  }

  /** Never rejects. */
  async close(): Promise<void> {
    try {
      await this.#context.close()
    } catch (fault) {
      this.onFault('close sound', fault)
    }
  }

  #look(): void {
    this.#blocked.set(this.#context.state === 'suspended')
  }

  async #load(): Promise<AudioBuffer> {
    const response = await fetch(CHIME)
    return await this.#context.decodeAudioData(await response.arrayBuffer())
  }
}

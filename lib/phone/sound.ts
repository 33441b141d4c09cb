let context: AudioContext | null = null

/** In answer to a touch, as browsers ask. */
export function enableSound(): void {
  context ??= new AudioContext()
  void context.resume()
  beep()
}

export function isSoundOn(): boolean {
  return context !== null
}

const TONES_HZ = [660, 880, 1_320]
const TONE_S = 0.22

/** Three tones upwards, unlike a message or a call. Silent until the sound was enabled. */
export function beep(): void {
  const audio = context
  if (!audio) return
  TONES_HZ.forEach((frequency, turn) => {
    const from = audio.currentTime + turn * TONE_S
    const tone = new OscillatorNode(audio, { frequency })
    const volume = new GainNode(audio, { gain: 0 })
    volume.gain.setTargetAtTime(0.5, from, 0.01)
    volume.gain.setTargetAtTime(0, from + TONE_S * 0.7, 0.03)
    tone.connect(volume).connect(audio.destination)
    tone.start(from)
    tone.stop(from + TONE_S * 1.5)
  })
}

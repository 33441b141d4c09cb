import { copyFile, readFile, stat } from 'node:fs/promises'
import { opusLengthMs } from './opus'
import { run } from './programs'

/** EBU R 128, of one channel: as loud as a small loudspeaker carries without distorting. */
export const LOUDNESS_LUFS = -16
export const LOUDNESS_TOLERANCE_LU = 1
const PEAK_DBFS = -1.5

/** Loudness is measured over windows of 0.4 s: a word is repeated until it fills many of them. */
const MEASURED_MS = 6_000
/** Rounds until what comes out of the encoder is as loud as it should be: the limiter takes some away. */
const ROUNDS = 3
const CLOSE_ENOUGH_LU = 0.4

/** A voice: without rumble, its quiet sounds lifted towards its loud ones, and the band of consonants a little up. */
const VOICE = 'highpass=f=110,acompressor=threshold=-24dB:ratio=3:attack=4:release=90,equalizer=f=2800:t=q:w=0.9:g=3'

/** Quieter than this at both ends is silence, which the program puts between clips by itself. */
const TRIM = 'silenceremove=start_periods=1:start_threshold=-46dB:start_silence=0.012'
const TRIMMED = `${TRIM},areverse,${TRIM},afade=t=in:d=0.01,areverse,afade=t=in:d=0.005`

export type Heard = { readonly lufs: number; readonly lengthMs: number }

/** Trims a recording, levels it, and writes it as Opus. @throws when ffmpeg is missing or the recording is none */
export async function writeClip(recording: string, isVoice: boolean, file: string): Promise<Heard> {
  const clean = `${recording}.clean.wav`
  const made = `${recording}.opus`
  const shaped = isVoice ? `${VOICE},${TRIMMED}` : TRIMMED
  await ffmpeg(['-i', recording, '-ac', '1', '-af', `aresample=48000,${shaped}`, '-c:a', 'pcm_f32le', clean])
  const { size } = await stat(clean)
  let gainDb = LOUDNESS_LUFS - (await lufsOf(clean, size / 192))
  for (let round = 1; ; round++) {
    await encode(clean, gainDb, isVoice, made)
    const heard = await hear(made)
    const missing = LOUDNESS_LUFS - heard.lufs
    if (Math.abs(missing) > CLOSE_ENOUGH_LU && round < ROUNDS) gainDb += missing
    else {
      // Whole or not at all: whoever stops this finds no half a clip.
      await copyFile(made, file)
      return heard
    }
  }
}

/** @throws when it is no Opus that can be decoded */
export async function hear(file: string): Promise<Heard> {
  const lengthMs = opusLengthMs(await readFile(file))
  return { lufs: await lufsOf(file, lengthMs), lengthMs }
}

async function lufsOf(file: string, lengthMs: number): Promise<number> {
  const repeats = Math.ceil(MEASURED_MS / Math.max(1, lengthMs)) - 1
  const told = await ffmpeg([
    '-stream_loop',
    String(Math.max(0, repeats)),
    '-i',
    file,
    '-af',
    'ebur128',
    '-f',
    'null',
    '-',
  ])
  const lufs = Number([...told.matchAll(/I:\s+(-?[\d.]+) LUFS/g)].at(-1)?.[1])
  if (!Number.isFinite(lufs)) throw new Error(`${file}: nothing to hear`)
  return lufs
}

/** The same bytes for the same recording, so that making clips anew changes none that are the same. */
async function encode(clean: string, gainDb: number, isVoice: boolean, file: string): Promise<void> {
  const limited = `volume=${gainDb.toFixed(2)}dB,alimiter=limit=${(10 ** (PEAK_DBFS / 20)).toFixed(4)}:level=0:attack=2:release=40`
  const [rate, application] = isVoice ? ['20k', 'voip'] : ['40k', 'audio']
  const opus = ['-c:a', 'libopus', '-b:a', rate, '-vbr', 'on', '-application', application, '-frame_duration', '40']
  const exact = ['-map_metadata', '-1', '-fflags', '+bitexact', '-flags:a', '+bitexact']
  await ffmpeg(['-i', clean, '-af', limited, ...opus, ...exact, '-f', 'ogg', file])
}

async function ffmpeg(parameters: readonly string[]): Promise<string> {
  return await run('ffmpeg', ['-hide_banner', '-nostdin', '-y', ...parameters])
}

import type { ChimeName } from '@/lib/domain/clips'

const RATE = 48_000
/** A sound that begins or ends at once cracks. */
const EDGE_S = 0.008

type Note = {
  readonly hz: number
  readonly fromS: number
  readonly lengthS: number
  /** How long it takes to fade to a third. */
  readonly fadeS: number
}

/** Between 400 and 1,400 Hz, where ears that have grown old still hear, and where a hall full of voices is not loudest. */
const NOTES: Record<ChimeName, readonly Note[]> = {
  chime: [
    { hz: 784, fromS: 0, lengthS: 0.6, fadeS: 0.18 },
    { hz: 587.3, fromS: 0.34, lengthS: 0.62, fadeS: 0.24 },
  ],
  reminder: [
    { hz: 587.3, fromS: 0, lengthS: 0.22, fadeS: 0.09 },
    { hz: 784, fromS: 0.18, lengthS: 0.22, fadeS: 0.09 },
    { hz: 987.8, fromS: 0.36, lengthS: 0.44, fadeS: 0.14 },
  ],
  accepted: [{ hz: 987.8, fromS: 0, lengthS: 0.14, fadeS: 0.05 }],
  refused: [
    { hz: 440, fromS: 0, lengthS: 0.14, fadeS: 0.08 },
    { hz: 415.3, fromS: 0.17, lengthS: 0.2, fadeS: 0.1 },
  ],
}

/** A bar that is struck: its own tone, and two above it that fade sooner. */
const PARTIALS = [
  { times: 1, share: 1, fades: 1 },
  { times: 2, share: 0.4, fades: 0.6 },
  { times: 3.93, share: 0.12, fades: 0.3 },
] as const

/** A wave file, 16 bit, one channel. */
export function tones(name: ChimeName): Buffer {
  const notes = NOTES[name]
  const lengthS = Math.max(...notes.map(({ fromS, lengthS }) => fromS + lengthS))
  const samples = Array.from({ length: Math.round(lengthS * RATE) }, (_, at) =>
    notes.reduce((sum, note) => sum + soundOf(note, at / RATE - note.fromS), 0),
  )
  return waveOf(samples.map(sample => sample / 3))
}

function soundOf({ hz, lengthS, fadeS }: Note, at: number): number {
  if (at < 0 || at > lengthS) return 0
  const edges = Math.min(1, at / EDGE_S, (lengthS - at) / EDGE_S)
  const struck = PARTIALS.reduce(
    (sum, { times, share, fades }) =>
      sum + share * Math.exp(-at / (fadeS * fades)) * Math.sin(2 * Math.PI * hz * times * at),
    0,
  )
  return edges * struck
}

function waveOf(samples: readonly number[]): Buffer {
  const header = Buffer.alloc(44)
  header.write('RIFF', 0)
  header.writeUInt32LE(36 + samples.length * 2, 4)
  header.write('WAVEfmt ', 8)
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(1, 20)
  header.writeUInt16LE(1, 22)
  header.writeUInt32LE(RATE, 24)
  header.writeUInt32LE(RATE * 2, 28)
  header.writeUInt16LE(2, 32)
  header.writeUInt16LE(16, 34)
  header.write('data', 36)
  header.writeUInt32LE(samples.length * 2, 40)
  const body = Buffer.alloc(samples.length * 2)
  samples.forEach((sample, at) => {
    body.writeInt16LE(Math.round(Math.max(-1, Math.min(1, sample)) * 32_767), at * 2)
  })
  return Buffer.concat([header, body])
}

import type { Clip } from '@/lib/domain/clips'
import type { Language } from '@/lib/domain/ids'
import { run } from './programs'

/** Debian's `espeak-ng`: free, offline, and the only free voice of its packages that speaks French. */
const VOICES: Record<Language, string> = { fr: 'fr-fr', en: 'en-gb' }

/** A deeper voice carries less far, a higher one loses its consonants (0 to 99; 50 is the voice's own). */
const PITCH = 46
/** Words a minute. A name or a number is heard once, across a hall; a sentence stands beside the ear. */
const PACES = { letter: 105, digit: 165, word: 140, sentence: 145 } as const

/** What makes a clip as it is: when this changes, it is made anew. */
export function recipeOf(clip: Clip): string {
  return clip.language ? JSON.stringify(['2', ...settingsOf(clip, clip.language), spelling(clip)]) : 'tones 2'
}

/** Writes what the clip says as a wave file. @throws when espeak-ng is missing or fails */
export async function speak(clip: Clip, language: Language, file: string): Promise<void> {
  await run('espeak-ng', [...settingsOf(clip, language), '-w', file, '--', spelling(clip)])
}

function settingsOf(clip: Clip, language: Language): string[] {
  return ['-v', VOICES[language], '-p', String(PITCH), '-s', String(PACES[paceOf(clip)])]
}

function paceOf({ name, text }: Clip): keyof typeof PACES {
  if (name.includes('/letter-')) return 'letter'
  if (name.includes('/digit-')) return 'digit'
  return text.includes(' ') ? 'sentence' : 'word'
}

/** A comma lets the voice go on, a full stop lets it fall. A sentence brings its own. */
function spelling({ text, tone }: Clip): string {
  if (/[.?!:]$/.test(text)) return text.replaceAll('’', "'").replace(/:$/, ',')
  return `${text}${tone === 'ends' ? '.' : ','}`
}

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ChimeName, CLIPS, type Clip } from '@/lib/domain/clips'
import { fileOf, hashOf, hashOfFile, makeFolderOf, readRecord, type Synthesised, writeRecord } from './clip-files'
import { writeClip } from './loudness'
import { recipeOf, speak } from './synthesis'
import { tones } from './tones'

/** How many are made at once. */
const AT_ONCE = 4

/** Makes what is missing and what would come out otherwise than it did. A file that somebody else put there is left alone. */
export async function makeClips(): Promise<void> {
  const record = await readRecord()
  const stale = await staleAmong(CLIPS, record)
  const folder = await mkdtemp(join(tmpdir(), 'guichet-audio-'))
  const rest = [...stale]
  try {
    const worker = async () => {
      for (let clip = rest.shift(); clip; clip = rest.shift()) record[clip.name] = await make(clip, folder)
    }
    await Promise.all(Array.from({ length: AT_ONCE }, worker))
  } finally {
    await writeRecord(record)
    await rm(folder, { recursive: true })
  }
  console.log(`${stale.length} clips made, ${CLIPS.length - stale.length} left as they were`)
}

async function staleAmong(clips: readonly Clip[], record: Synthesised): Promise<Clip[]> {
  const stale: Clip[] = []
  for (const clip of clips) {
    const there = await hashOfFile(clip.name)
    const made = record[clip.name]
    const isOurs = there === null || there === made?.file
    if (isOurs && (there === null || made?.recipe !== hashOf(recipeOf(clip)))) stale.push(clip)
  }
  return stale
}

async function make(clip: Clip, folder: string): Promise<Synthesised[string]> {
  const { name, language } = clip
  const recording = join(folder, `${hashOf(name)}.wav`)
  // reason: what has no language is a chime
  if (language === null) await writeFile(recording, tones(name as ChimeName))
  else await speak(clip, language, recording)
  await makeFolderOf(name)
  await writeClip(recording, language !== null, fileOf(name))
  return { file: (await hashOfFile(name)) ?? '', recipe: hashOf(recipeOf(clip)) }
}

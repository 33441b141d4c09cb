import { copyFile, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { extname, join, relative } from 'node:path'
import { CLIPS } from '@/lib/domain/clips'
import { fileOf, makeFolderOf } from './clip-files'
import { writeClip } from './loudness'

/** The list to read from, as a table that opens in any program: file, language, how, what. */
export function readingList(): string {
  const lines = CLIPS.filter(({ language }) => language !== null).map(({ name, language, text, tone }) =>
    [name, language, tone === 'ends' ? 'falls' : 'goes on', text].join('\t'),
  )
  return ['file\tlanguage\tends\ttext', ...lines].join('\n')
}

/**
 * Takes recordings of people, of any kind that ffmpeg reads: `<folder>/fr/number-12.wav` becomes the clip `fr/number-12`,
 * trimmed and levelled like the others. From then on it is left alone by the synthesizer.
 *
 * @returns false when a file is none of the list, or no sound
 */
export async function takeRecordings(folder: string): Promise<boolean> {
  const clips = new Map(CLIPS.map(clip => [`${clip.name}`, clip]))
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter(file => file.isFile())
  const workshop = await mkdtemp(join(tmpdir(), 'guichet-audio-'))
  let isWhole = true
  for (const file of files) {
    const path = join(file.parentPath, file.name)
    const clip = clips.get(relative(folder, path).slice(0, -extname(path).length))
    if (!clip) {
      isWhole = false
      console.log(`${path}: not on the list`)
      continue
    }
    const copy = join(workshop, file.name)
    await copyFile(path, copy)
    await makeFolderOf(clip.name)
    const { lufs, lengthMs } = await writeClip(copy, clip.language !== null, fileOf(clip.name))
    console.log(`${clip.name}: ${Math.round(lengthMs)} ms, ${lufs} LUFS`)
  }
  await rm(workshop, { recursive: true })
  return isWhole
}

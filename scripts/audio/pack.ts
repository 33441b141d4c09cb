import { readFile, writeFile } from 'node:fs/promises'
import { CLIPS } from '@/lib/domain/clips'
import { packOf } from '@/lib/domain/clips-pack'
import { FOLDER, fileOf } from './clip-files'

/** Not kept in the repository: it is made from the clips beside it with each build. */
export const PACK = `${FOLDER}/clips.bin`

/** @throws when a clip of the list is not there */
export async function buildClips(): Promise<void> {
  await writeFile(PACK, await readPack())
}

export async function readPack(): Promise<Uint8Array> {
  return packOf(await Promise.all(CLIPS.map(async ({ name }) => [name, await readFile(fileOf(name))] as const)))
}

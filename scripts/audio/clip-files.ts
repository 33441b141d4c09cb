import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { ClipName } from '@/lib/domain/clips'

export const FOLDER = 'public/audio'
const SUFFIX = '.opus'

/** Which clips our synthesizer made, as they came out and from what: any other file is somebody's voice, and stays. */
export type Synthesised = Record<string, { readonly file: string; readonly recipe: string }>
const RECORD = 'scripts/audio/synthesised.json'

export function fileOf(name: ClipName): string {
  return join(FOLDER, `${name}${SUFFIX}`)
}

export async function readRecord(): Promise<Synthesised> {
  if (!existsSync(RECORD)) return {}
  // reason: written by `writeRecord` alone
  return JSON.parse(await readFile(RECORD, 'utf8')) as Synthesised
}

/** One clip a line, by name, so that a change of one shows as one. */
export async function writeRecord(record: Synthesised): Promise<void> {
  const lines = Object.entries(record)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, made]) => `  ${JSON.stringify(name)}: { "file": "${made.file}", "recipe": "${made.recipe}" }`)
  await writeFile(RECORD, `{\n${lines.join(',\n')}\n}\n`)
}

/** The names of all files that are there, whether they are clips of ours or not. */
export async function filesThere(): Promise<string[]> {
  const files = await readdir(FOLDER, { recursive: true, withFileTypes: true })
  return files
    .filter(file => file.isFile() && file.name.endsWith(SUFFIX))
    .map(file => join(file.parentPath, file.name).slice(FOLDER.length + 1, -SUFFIX.length))
    .sort()
}

export async function makeFolderOf(name: ClipName): Promise<void> {
  await mkdir(dirname(fileOf(name)), { recursive: true })
}

export async function hashOfFile(name: ClipName): Promise<string | null> {
  const file = fileOf(name)
  return existsSync(file) ? hashOf(await readFile(file)) : null
}

export function hashOf(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 16)
}

import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The files under a folder that hold one of these texts, as bytes of one or two to a letter: what a database or a browser
 * writes. Files that go away meanwhile hold nothing.
 */
export function filesWith(folder: string, texts: readonly string[]): string[] {
  const needles = texts.flatMap(text => {
    const wide = Buffer.from(text, 'utf16le')
    return [Buffer.from(text, 'latin1'), wide, Buffer.from(wide).swap16()]
  })
  return filesUnder(folder).filter(path => {
    const bytes = bytesOf(path)
    return bytes !== null && needles.some(needle => bytes.includes(needle))
  })
}

function filesUnder(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  return entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name))
}

function bytesOf(path: string): Buffer | null {
  try {
    return statSync(path).size === 0 ? null : readFileSync(path)
  } catch {
    // reason: a running database or browser removes files while they are read
    return null
  }
}

import type { ClipName } from '@/lib/domain/clips'
import { clipsIn } from '@/lib/domain/clips-pack'

/** All clips in one file: a worker fetches what it keeps one file after the other, and a round trip to a center takes long. */
const PACK = '/audio/clips.bin'

export type ClipFiles = {
  /** A copy, since whoever decodes takes its bytes away. @throws when there is no such clip */
  bytesOf(name: ClipName): ArrayBuffer
}

/** @throws when they cannot be had, or are none */
export async function fetchClips(): Promise<ClipFiles> {
  const response = await fetch(PACK)
  if (!response.ok) throw new Error(`${PACK}: ${response.status}`)
  const clips = clipsIn(new Uint8Array(await response.arrayBuffer()))
  return {
    bytesOf(name) {
      const bytes = clips.get(name)
      if (!bytes) throw new Error(`no clip ${name}`)
      return bytes.slice().buffer
    },
  }
}

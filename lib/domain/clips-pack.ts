/**
 * Many small files in one: the length of the list as four bytes, the list (`[["fr/ticket", 2031], ...]`, name and length of
 * each, as JSON in ASCII), then the files in that order.
 */
export function packOf(files: readonly (readonly [name: string, bytes: Uint8Array])[]): Uint8Array {
  const list = JSON.stringify(files.map(([name, { length }]) => [name, length]))
  const pack = new Uint8Array(4 + list.length + files.reduce((sum, [, { length }]) => sum + length, 0))
  new DataView(pack.buffer).setUint32(0, list.length)
  for (let at = 0; at < list.length; at++) pack[4 + at] = list.charCodeAt(at)
  let at = 4 + list.length
  for (const [, bytes] of files) {
    pack.set(bytes, at)
    at += bytes.length
  }
  return pack
}

/** @throws when it is no pack, or not a whole one */
export function clipsIn(pack: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const length = new DataView(pack.buffer, pack.byteOffset).getUint32(0)
  const list: unknown = JSON.parse(String.fromCharCode(...pack.subarray(4, 4 + length)))
  if (!Array.isArray(list)) throw new Error('not a pack')
  let at = 4 + length
  const files = new Map<string, Uint8Array>()
  for (const [name, bytes] of list) {
    files.set(name, pack.subarray(at, at + bytes))
    at += bytes
  }
  if (at !== pack.length) throw new Error('not a whole pack')
  return files
}

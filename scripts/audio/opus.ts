const RATE = 48_000
const PAGE = 'OggS'
const HEAD = 'OpusHead'

/** How long an Ogg file of Opus sounds (RFC 7845: the position of its last page, without what the decoder skips). @throws when it is none */
export function opusLengthMs(file: Buffer): number {
  const head = file.indexOf(HEAD)
  const lastPage = file.lastIndexOf(PAGE)
  if (!file.subarray(0, 4).equals(Buffer.from(PAGE)) || head < 0 || head > 64)
    throw new Error('not an Ogg file of Opus')
  const skipped = file.readUInt16LE(head + 10)
  return (Number(file.readBigUInt64LE(lastPage + 6)) - skipped) / (RATE / 1000)
}

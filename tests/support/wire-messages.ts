/** Takes apart what a server wrote: whole frames, not masked, one after another (see `wireFrame`). */
export function messagesIn(written: Buffer): Uint8Array[] {
  const messages: Uint8Array[] = []
  for (let at = 0; at < written.length; ) {
    const short = written.readUInt8(at + 1)
    const start = at + (short < 126 ? 2 : short === 126 ? 4 : 10)
    const length =
      short < 126 ? short : short === 126 ? written.readUInt16BE(at + 2) : Number(written.readBigUInt64BE(at + 2))
    messages.push(new Uint8Array(written.subarray(start, start + length)))
    at = start + length
  }
  return messages
}

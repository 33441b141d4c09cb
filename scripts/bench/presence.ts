import { createEncoder, toUint8Array, writeVarUint, writeVarUint8Array } from 'lib0/encoding'
import { Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness'
import * as Y from 'yjs'

const MESSAGE_AWARENESS = 1

/** What a stock y-websocket client does all day: it says that it is there, and says it again every 15 s. */
export function announcePresence(send: (frame: Uint8Array) => void): () => void {
  const awareness = new Awareness(new Y.Doc())
  const announce = () => {
    const encoder = createEncoder()
    writeVarUint(encoder, MESSAGE_AWARENESS)
    writeVarUint8Array(encoder, encodeAwarenessUpdate(awareness, [awareness.clientID]))
    send(toUint8Array(encoder))
  }
  awareness.on('update', announce)
  announce()
  return () => {
    awareness.off('update', announce)
    awareness.destroy()
  }
}

import { WebSocket } from 'ws'
import { decoderOf, encodeClientBeat, MESSAGE_BEAT } from '@/lib/protocol/sync-messages'
import { SYNC_SUBPROTOCOL, TOKEN_SUBPROTOCOL_PREFIX } from '@/lib/protocol/version'
import { signToken } from '@/lib/server/sync-token'
import type { Seat } from './bench-center'
import { BENCH_ORIGIN, type ServerAddress } from './bench-device'

/** "I hold nothing; what do you hold?" */
const SYNC_STEP_1 = Uint8Array.from([0, 0, 1, 0])

/**
 * A connection that takes what it is sent and does nothing with it. To the server it costs what a device costs; to this
 * machine a tenth of it, so that at high rates the server is measured and not its clients.
 */
export async function openBareListener(server: ServerAddress, seat: Seat, day: string): Promise<{ stop(): void }> {
  const { device, center, surface } = seat
  const token = await signToken(server.tokenKey, { device, center, surface }, Date.now())
  const url = `${server.wsUrl}/${center}/${day}`
  const socket = new WebSocket(url, [SYNC_SUBPROTOCOL, TOKEN_SUBPROTOCOL_PREFIX + token], { origin: BENCH_ORIGIN })
  socket.on('message', (data: Buffer) => {
    if (decoderOf(data).type !== MESSAGE_BEAT) return
    socket.send(encodeClientBeat({ clientTimeMs: Date.now(), boot: 1 }))
  })
  await new Promise((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
  socket.send(SYNC_STEP_1)
  return { stop: () => socket.close() }
}

import { createDecoder, type Decoder, hasContent, readVarString, readVarUint } from 'lib0/decoding'
import { createEncoder, toUint8Array, writeVarString, writeVarUint } from 'lib0/encoding'
import * as z from 'zod/mini'
import { DeviceId } from '@/lib/domain/ids'
import { DeviceHealth } from './console'

/** y-websocket's own: sync (0) and awareness (1), which Guichet does not use. */
export const MESSAGE_SYNC = 0
/** Ours beside them. A stock client only logs that it does not know them. */
export const MESSAGE_ACK = 120
export const MESSAGE_HELLO = 121
export const MESSAGE_BEAT = 122
export const MESSAGE_TOKEN = 125
export const MESSAGE_STATUS = 126
export const MESSAGE_REPORTS = 127

/** y-websocket hangs up after 30 s without a message, and pings are none. */
export const BEAT_INTERVAL_MS = 10_000

/** Before the first sync a frame has no reason to be large. */
export const FRAME_BYTES_MAX_BEFORE_SYNC = 64 * 1024
/** A day of 5,000 tickets is under 1 MiB; a limit below a legitimate first sync would be an endless loop of closes. */
export const FRAME_BYTES_MAX = 8 * 1024 * 1024

/** How often a device that says nothing new says so, and how long its text may be. */
export const STATUS_INTERVAL_MS = 60_000
export const STATUS_LENGTH_MAX = 1024

/** Close codes. The 44xx are terminal for y-websocket; the 45xx are retried. */
export const CLOSE = {
  violation: 4400,
  token: 4401,
  revoked: 4403,
  daySealed: 4404,
  superseded: 4409,
  clientTooOld: 4426,
  restart: 4500,
  overload: 4503,
  slowConsumer: 4508,
} as const

/** The server's database holds everything of the device's clients below these clocks. */
export type Ack = { readonly clocks: ReadonlyMap<number, number> }

export type Hello = {
  /** Names the server's memory. Another one has forgotten what the one before acknowledged. */
  readonly incarnation: string
  readonly protocolVersion: number
  readonly oldestClientVersion: number
  readonly frameBytesMax: number
  readonly beat: ServerBeat
}

export type ServerBeat = {
  readonly serverTimeMs: number
  /** False while the server cannot reach its database: it relays, and acknowledges nothing (rung L1). */
  readonly durable: boolean
}

/** A device that was here, or should be, and is not: `silentS` seconds ago it was heard for the last time. */
export type AbsentDevice = { readonly device: DeviceId; readonly silentS: number }

export type ClientBeat = { readonly clientTimeMs: number; readonly boot: number }

/** What the server knows of one device of a center, as consoles are told. Times are the server's, in milliseconds since the epoch. */
export const DeviceReport = z.object({
  device: DeviceId,
  /** Null while it is away. */
  connectedSince: z.nullable(z.int()),
  heardAt: z.int(),
  /** How far its clock is behind the server's; null when it has not told its time. */
  clockOffsetMs: z.nullable(z.int()),
  /** What it last said of itself, and when; null also when a newer program says it otherwise. */
  health: z.catch(z.nullable(DeviceHealth), null),
  healthAt: z.nullable(z.int()),
})
export type DeviceReport = z.infer<typeof DeviceReport>
const DeviceReports = z.array(DeviceReport)

export function encodeAck({ clocks }: Ack): Uint8Array {
  const encoder = createEncoder()
  writeVarUint(encoder, MESSAGE_ACK)
  writeVarUint(encoder, clocks.size)
  for (const [client, clock] of clocks) {
    writeVarUint(encoder, client)
    writeVarUint(encoder, clock)
  }
  return toUint8Array(encoder)
}

/** Each `read...` starts behind the message type and throws on a malformed frame, as lib0 does. */
export function readAck(decoder: Decoder): Ack {
  const clocks = new Map<number, number>()
  for (let left = readVarUint(decoder); left > 0; left--) clocks.set(readVarUint(decoder), readVarUint(decoder))
  return { clocks }
}

export function encodeHello(hello: Hello): Uint8Array {
  const encoder = createEncoder()
  writeVarUint(encoder, MESSAGE_HELLO)
  writeVarString(encoder, hello.incarnation)
  writeVarUint(encoder, hello.protocolVersion)
  writeVarUint(encoder, hello.oldestClientVersion)
  writeVarUint(encoder, hello.frameBytesMax)
  writeVarUint(encoder, hello.beat.serverTimeMs)
  writeVarUint(encoder, hello.beat.durable ? 1 : 0)
  return toUint8Array(encoder)
}

export function readHello(decoder: Decoder): Hello {
  return {
    incarnation: readVarString(decoder),
    protocolVersion: readVarUint(decoder),
    oldestClientVersion: readVarUint(decoder),
    frameBytesMax: readVarUint(decoder),
    beat: readServerBeat(decoder),
  }
}

export function encodeServerBeat(beat: ServerBeat, absent: readonly AbsentDevice[] = []): Uint8Array {
  const encoder = createEncoder()
  writeVarUint(encoder, MESSAGE_BEAT)
  writeVarUint(encoder, beat.serverTimeMs)
  writeVarUint(encoder, beat.durable ? 1 : 0)
  writeVarUint(encoder, absent.length)
  for (const { device, silentS } of absent) {
    writeVarString(encoder, device)
    writeVarUint(encoder, silentS)
  }
  return toUint8Array(encoder)
}

export function readServerBeat(decoder: Decoder): ServerBeat {
  return { serverTimeMs: readVarUint(decoder), durable: readVarUint(decoder) === 1 }
}

/** What stands behind `readServerBeat` in a beat; nothing does in one of an older server, nor in a HELLO. */
export function readAbsent(decoder: Decoder): AbsentDevice[] {
  const absent: AbsentDevice[] = []
  if (!hasContent(decoder)) return absent
  for (let left = readVarUint(decoder); left > 0; left--)
    absent.push({ device: DeviceId.parse(readVarString(decoder)), silentS: readVarUint(decoder) })
  return absent
}

/** The answer to a beat: by it the server measures how wrong this device's clock is. */
export function encodeClientBeat({ clientTimeMs, boot }: ClientBeat): Uint8Array {
  const encoder = createEncoder()
  writeVarUint(encoder, MESSAGE_BEAT)
  writeVarUint(encoder, clientTimeMs)
  writeVarUint(encoder, boot)
  return toUint8Array(encoder)
}

export function readClientBeat(decoder: Decoder): ClientBeat {
  return { clientTimeMs: readVarUint(decoder), boot: readVarUint(decoder) }
}

/** A fresh token for a session that goes on. */
export function encodeToken(token: string): Uint8Array {
  const encoder = createEncoder()
  writeVarUint(encoder, MESSAGE_TOKEN)
  writeVarString(encoder, token)
  return toUint8Array(encoder)
}

export function readToken(decoder: Decoder): string {
  return readVarString(decoder)
}

/** A device tells how it is: after each sync, with a change, and once a minute. */
export function encodeStatus(health: DeviceHealth): Uint8Array {
  const encoder = createEncoder()
  writeVarUint(encoder, MESSAGE_STATUS)
  writeVarString(encoder, JSON.stringify(health))
  return toUint8Array(encoder)
}

/** Null when a newer program says it otherwise. Throws on what no program sends. */
export function readStatus(decoder: Decoder): DeviceHealth | null {
  const text = readVarString(decoder)
  if (text.length > STATUS_LENGTH_MAX) throw new RangeError('a status is too long')
  return DeviceHealth.safeParse(JSON.parse(text)).data ?? null
}

/** A console is told of all devices of its center, each time anew. */
export function encodeReports(reports: readonly DeviceReport[]): Uint8Array {
  const encoder = createEncoder()
  writeVarUint(encoder, MESSAGE_REPORTS)
  writeVarString(encoder, JSON.stringify(reports))
  return toUint8Array(encoder)
}

export function readReports(decoder: Decoder): readonly DeviceReport[] {
  return DeviceReports.parse(JSON.parse(readVarString(decoder)))
}

export function decoderOf(frame: Uint8Array): { readonly type: number; readonly decoder: Decoder } {
  const decoder = createDecoder(frame)
  return { type: readVarUint(decoder), decoder }
}

import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type Admission, type AdmissionPorts, admit } from '@/sync-server/admission'
import { SocketCounts } from '@/sync-server/callers'
import { SOCKETS_OF_DEVICE_MAX } from '@/sync-server/gateway'
import type { ServerSocket } from './network'

export const ORIGIN = 'https://guichet.sim'

export type Knock = { readonly url: string; readonly protocols: readonly string[] }

/** What a run of the server answers to who asks for an upgrade: the production's admission and count of sockets, without HTTP. */
export class Door {
  readonly #counts = new SocketCounts(SOCKETS_OF_DEVICE_MAX)

  constructor(private readonly ports: AdmissionPorts) {}

  /** Null when he is refused: a browser learns no more than that. */
  async answer(
    socket: ServerSocket,
    { url, protocols }: Knock,
  ): Promise<Exclude<Admission, { kind: 'refused' }> | null> {
    const { pathname } = new URL(url)
    const headers = { origin: ORIGIN, 'sec-websocket-protocol': protocols.join(', ') }
    // reason: admission reads the request line and the headers alone
    const admission = await admit({ url: pathname, headers } as unknown as IncomingMessage, this.ports)
    if (admission.kind === 'refused') return null
    // reason: a count needs to know of the end of a socket, and whether it has come
    return this.#counts.take(admission.claims.device, socket as unknown as Duplex) ? admission : null
  }
}

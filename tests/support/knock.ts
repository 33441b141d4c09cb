import { CenterId, DeviceId, type Surface } from '@/lib/domain/ids'
import { serviceDayOf } from '@/lib/domain/service-day'
import { SYNC_SUBPROTOCOL, TOKEN_SUBPROTOCOL_PREFIX } from '@/lib/protocol/version'
import { signToken } from '@/lib/server/sync-token'
import { ORIGIN, type ServerAddress } from './node-device'
import { RawWebSocket } from './raw-web-socket'

export type Knock = {
  readonly device?: string
  readonly surface?: Surface
  readonly center?: number
  readonly origin?: string
  readonly token?: string
  readonly day?: string
  readonly path?: string
  readonly versions?: readonly string[]
  readonly issuedAt?: number
}

export type Answer = { readonly status: number; readonly socket: RawWebSocket }

/** Asks for a socket as a device would; the status is 101 when it got one. */
export async function knock(server: ServerAddress, options: Knock = {}): Promise<Answer> {
  const { device = 'nnnnnn', surface = 'kiosk', center = 1, origin = ORIGIN, issuedAt = Date.now() } = options
  const { day = serviceDayOf(Date.now(), 'Africa/Douala'), versions = [SYNC_SUBPROTOCOL] } = options
  const claims = { device: DeviceId.parse(device), center: CenterId.parse(center), surface }
  const token = options.token ?? (await signToken(server.keys.token, claims, issuedAt))
  const { port, pathname } = new URL(server.wsUrl)
  const socket = RawWebSocket.connect(Number(port))
  const path = options.path ?? `${pathname}/1/${day}`
  const protocols = [...versions, TOKEN_SUBPROTOCOL_PREFIX + token]
  return { status: await socket.shake({ path, origin, protocols }), socket }
}

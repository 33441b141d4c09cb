import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'

const FORWARDED_FOR = 'x-forwarded-for'

/**
 * From now on each HTTP request of this process carries, as its only `X-Forwarded-For`, the address of who sent it.
 *
 * Next hands a route the headers but not the socket, and fills in the socket's address only where the header is missing.
 * So whoever wrote the header himself would choose the address that his failures are counted for: a new one each time,
 * or that of a center which he wants to see locked out. Node tells of a request before Next sees it.
 *
 * @param proxies how many proxies of ours stand before this process, each of which appends the address it was called from
 */
export function believeOnlyProxies(proxies: number): void {
  subscribe('http.server.request.start', message => {
    // reason: Node documents what this channel carries
    const { request } = message as { readonly request: IncomingMessage }
    const forwarded = request.headers[FORWARDED_FOR]
    const peer = request.socket.remoteAddress ?? ''
    request.headers[FORWARDED_FOR] = callerBehind(
      proxies,
      Array.isArray(forwarded) ? forwarded.join() : forwarded,
      peer,
    )
  })
}

/**
 * Each proxy appends whom it was called by, so what stands further left than our proxies can have written is hearsay.
 * A chain that is too short has not come through them: then only the socket's own address is sure.
 */
export function callerBehind(proxies: number, forwarded: string | undefined, peer: string): string {
  const chain = [...(forwarded ?? '').split(',').map(text => text.trim()), peer].filter(text => text !== '')
  const caller = chain.at(-1 - proxies) ?? peer
  return isIP(caller) ? caller : peer
}

/** Whom to count a request for: an IPv4 address, or an IPv6 network of 64 bits, since a household owns all of one. */
export function clientNetworkOf(headers: Headers): string {
  return networkOf((headers.get(FORWARDED_FOR) ?? '').split(',').at(-1)?.trim() ?? '')
}

export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '')
  if (isIP(plain) !== 6) return isIP(plain) === 4 ? plain : 'unknown'
  const [head = '', tail] = plain.split('::')
  const left = head === '' ? [] : head.split(':')
  const right = (tail ?? '').split(':').filter(group => group !== '')
  const zeros = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0')
  const groups = tail === undefined ? left : [...left, ...zeros, ...right]
  return `${groups
    .slice(0, 4)
    .map(group => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`
}

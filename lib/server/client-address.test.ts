import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, expect, test } from 'vitest'
import { believeOnlyProxies, callerBehind, networkOf } from './client-address'

const NEIGHBOUR = '192.168.1.66'
const PROXY = '10.0.0.1'

test.each<[number, string | undefined, string, string, string]>([
  // proxies, the header,                     the socket,  counted for,    why
  [0, undefined, NEIGHBOUR, NEIGHBOUR, 'nobody stands between'],
  [0, '41.202.1.1', NEIGHBOUR, NEIGHBOUR, 'what he writes of himself counts for nothing'],
  [1, '41.202.1.1', PROXY, '41.202.1.1', 'the proxy says who called it'],
  [1, '6.6.6.6, 41.202.1.1', PROXY, '41.202.1.1', 'what was there before the proxy is hearsay'],
  [2, '6.6.6.6, 41.202.1.1, 10.0.0.2', PROXY, '41.202.1.1', 'two proxies'],
  [2, '41.202.1.1', PROXY, PROXY, 'it came round one of them'],
  [1, 'unknown', PROXY, PROXY, 'no address'],
  [1, undefined, NEIGHBOUR, NEIGHBOUR, 'it came round the proxy'],
])('[ACCESS-4] behind %i proxies, "%s" from %s is counted for %s: %s', (proxies, header, socket, caller) => {
  expect(callerBehind(proxies, header, socket)).toBe(caller)
})

test.each<[string, string]>([
  ['41.202.1.1', '41.202.1.1'],
  ['::ffff:41.202.1.1', '41.202.1.1'],
  ['2001:db8:1:2:aaaa:bbbb:cccc:dddd', '2001:db8:1:2::/64'],
  ['2001:db8:1:2::5', '2001:db8:1:2::/64'],
  ['2001:0db8:0001:0002::5', '2001:db8:1:2::/64'],
  ['2001:db8::5', '2001:db8:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['', 'unknown'],
  ['x'.repeat(9_000), 'unknown'],
])('[ACCESS-4] %s is counted for %s', (address, network) => {
  expect(networkOf(address)).toBe(network)
})

test('[ACCESS-4] a header that the client wrote does not reach the program', async () => {
  const seen: unknown[] = []
  const server = createServer((request, response) => {
    seen.push(request.headers['x-forwarded-for'])
    response.end()
  })
  afterAll(() => server.close())
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  // reason: a server that listens on a port has an AddressInfo
  const { port } = server.address() as AddressInfo
  believeOnlyProxies(0)
  await fetch(`http://127.0.0.1:${port}`, { headers: { 'x-forwarded-for': '41.202.1.1' } })
  expect(seen).toEqual(['127.0.0.1'])
})

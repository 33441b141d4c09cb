import { Duplex } from 'node:stream'
import { expect, test } from 'vitest'
import { DeviceId } from '@/lib/domain/ids'
import { Budget } from './budget'
import { Callers, SocketCounts } from './callers'

const socket = () => new Duplex({ read: () => undefined, write: (_chunk, _encoding, done) => done() })
const closed = (gone: Duplex) => new Promise(resolve => gone.once('close', resolve))

test('[ACCESS-11] when too many wait at the door, the one that has waited longest goes', async () => {
  const callers = new Callers(3)
  const [first, second, third, fourth, fifth] = [socket(), socket(), socket(), socket(), socket()]
  for (const caller of [first, second, third]) callers.add(caller)
  callers.remove(first) // let in
  callers.add(fourth)
  expect([first, second, third, fourth].map(caller => caller.destroyed)).toEqual([false, false, false, false])
  callers.add(fifth)
  expect([first, second, third, fourth].map(caller => caller.destroyed)).toEqual([false, true, false, false])

  third.destroy()
  await closed(third)
  expect(callers.count).toBe(2)
})

test('[ACCESS-10] sockets of a device count until they are closed; each device has its own count', async () => {
  const counts = new SocketCounts(2)
  const kiosk = DeviceId.parse('kkkkkk')
  const held = [socket(), socket()]
  for (const one of held) expect(counts.take(kiosk, one)).toBe(true)
  expect(counts.take(kiosk, socket())).toBe(false)
  expect(counts.take(DeviceId.parse('tttttt'), socket())).toBe(true)
  held[0]?.destroy()
  await closed(held[0] ?? socket())
  expect(counts.take(kiosk, socket())).toBe(true)
  expect(counts.take(kiosk, socket())).toBe(false)
})

test('[ACCESS-12] a budget is spent at once and comes back with time, never above its size', () => {
  const budget = new Budget(10, 2, 1_000)
  expect([budget.spend(10, 1_000), budget.spend(1, 1_000)]).toEqual([true, false])
  expect([budget.spend(3, 2_000), budget.spend(2, 2_000)]).toEqual([false, true])
  expect([budget.spend(11, 900_000), budget.spend(10, 900_000)]).toEqual([false, true])
  expect(budget.spend(1, 1_000)).toBe(false)
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { Center, documentOf, type Member } from '@/tests/support/center'
import { DAY } from '@/tests/support/day'
import { type Answer, GuardedServer } from '@/tests/support/guarded-server'
import { aloneStep } from '@/tests/support/random-steps'
import type { Accepted } from './guard'

const SEED = 20260302
const RUNS = 500

/** How a device reaches the server: with all it has, with what it just said alone, or cut off before the server heard. */
const contact = fc.record({ at: fc.nat(15), who: fc.nat(4), how: fc.constantFrom('all', 'last words', 'cut off') })
const honest = fc.record({
  steps: fc.array(aloneStep, { minLength: 8, maxLength: 16 }),
  contacts: fc.array(contact, { minLength: 2, maxLength: 6 }),
  restoredAt: fc.option(fc.nat(12)),
  seed: fc.nat(),
})

const met = { accepted: 0, gaps: 0, restarts: 0, twoPasses: 0, foreign: 0, restored: 0, acknowledged: 0 }

/** A device and the server exchange what the other lacks. Nothing honest is ever a violation. */
async function syncAll(server: GuardedServer, { identity, replica }: Member): Promise<void> {
  const { doc } = documentOf(replica)
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(server.doc, Y.encodeStateVector(doc)), 'server')
  const update = Y.encodeStateAsUpdate(doc, Y.encodeStateVector(server.doc))
  const answer = server.receive(identity.device, update)
  if (typeof answer === 'string') throw new Error(`an honest upload was answered by ${answer}`)
  met.accepted++
  note(update, answer)
  met.acknowledged += replica.pendingCount
  await replica.acknowledge(DAY, ownClocks(server, identity.device))
  met.acknowledged -= replica.pendingCount
}

/** What it says at once when it connects, before the server has asked for the rest. */
function lastWords(server: GuardedServer, { identity, replica }: Member): Answer {
  const { doc } = documentOf(replica)
  const clock = Y.getState(doc.store, doc.clientID)
  const known = Y.decodeStateVector(Y.encodeStateVector(doc))
  known.set(doc.clientID, Math.max(0, clock - 1))
  const answer = server.receive(identity.device, Y.encodeStateAsUpdate(doc, Y.encodeStateVector(known)))
  if (answer === 'gap') met.gaps++
  return answer
}

function ownClocks(server: GuardedServer, device: string): Map<number, number> {
  const own = [...server.claims].filter(([, owner]) => owner === device)
  return new Map(own.map(([client]) => [client, Y.getState(server.doc.store, client)]))
}

/** Newer sessions that stand before the older ones they follow, and logs of others: what the guard must bear. */
function note(update: Uint8Array, accepted: Accepted): void {
  const { structs } = Y.decodeUpdate(update)
  const clients = new Set(structs.map(({ id }) => id.client))
  const isAhead = structs.some(item => {
    const follows = item instanceof Y.Item && item.origin ? item.origin.client : item.id.client
    return follows < item.id.client && clients.has(follows)
  })
  if (isAhead) met.twoPasses++
  if (accepted.clocks.size > 0 && accepted.clocks.size < clients.size) met.foreign++
}

test('[GUARD-1] no honest device is ever refused, whatever it lost, whoever it met, however often it started', async () => {
  await fc.assert(
    fc.asyncProperty(honest, async ({ steps, contacts, restoredAt, seed }) => {
      const center = await Center.open(seed, [])
      let server = new GuardedServer()
      let backup = server.backup()
      for (const [index, step] of steps.entries()) {
        await center.take(step)
        if (step.kind === 'restart') met.restarts++
        for (const { how, who } of contacts.filter(({ at }) => at === index)) {
          const member = center.members[who]
          if (!member || how === 'cut off') continue
          if (how === 'last words') expect(String(lastWords(server, member))).not.toContain('violation')
          else await syncAll(server, member)
        }
        if (index === Math.floor((restoredAt ?? 0) / 2)) backup = server.backup()
        if (index === restoredAt) {
          server = backup
          met.restored++
          for (const { replica } of center.members) await replica.forgetAcknowledgements()
        }
        expect(server.doc.store.pendingStructs).toBeNull()
      }
      for (const member of center.members) await syncAll(server, member)
      expect(center.members.map(({ replica }) => replica.pendingCount)).toEqual([0, 0, 0, 0, 0])
      center.close()
    }),
    { seed: SEED, numRuns: RUNS },
  )
  for (const [what, times] of Object.entries(met)) expect([what, times > 20]).toEqual([what, true])
}, 60_000)

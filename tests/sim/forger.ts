import * as Y from 'yjs'
import { DeviceId, type ServiceDay } from '@/lib/domain/ids'
import { wireEpochOf } from '@/lib/domain/service-day'
import { type DayDocument, logName } from '@/lib/replica/day-document'
import { updateFrame } from '@/sync-server/sync-frames'
import type { Chance } from './chance'

const VICTIMS = ['kiosk1', 'kiosk2', 'agent1', 'server'].map(name => DeviceId.parse(name))

/** An update that a device with a changed program could send: well formed, and about what is not its own. */
export function forgedFrame(document: DayDocument, author: DeviceId, chance: Chance): Uint8Array {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(document.doc))
  const before = Y.encodeStateVector(doc)
  const victim = chance.pick(VICTIMS.filter(device => device !== author))
  const log = doc.getArray(logName(victim))
  doc.clientID = 1 + chance.random.int(2 ** 48)
  switch (chance.pick(['new session', 'its session', 'own log, not at its end', 'no log', 'no tuple'] as const)) {
    case 'new session':
      log.push([forgedTuple(document.day, chance)])
      break
    case 'its session':
      doc.clientID = lastClientOf(log) ?? doc.clientID
      log.push([forgedTuple(document.day, chance)])
      break
    case 'own log, not at its end':
      if (doc.getArray(logName(author)).length === 0) doc.getMap('settings').set('open', true)
      else doc.getArray(logName(author)).insert(0, [forgedTuple(document.day, chance)])
      break
    case 'no log':
      doc.getMap('settings').set('open', true)
      break
    case 'no tuple':
      doc.getArray(logName(author)).push([{ type: 'ticket.completed.v1' }])
  }
  const update = Y.encodeStateAsUpdate(doc, before)
  doc.destroy()
  return updateFrame(update)
}

/** A check-in of somebody who never stood at that kiosk. */
function forgedTuple(day: ServiceDay, chance: Chance): (string | number | null)[] {
  const ms = Date.now() - wireEpochOf(day)
  return [20, 999_999, chance.between(1, 99), ms, 0, null, `A1${chance.between(50, 99)}`, null, 1, 5, 'fr', null]
}

function lastClientOf(log: Y.Array<unknown>): number | null {
  let last: Y.Item | null = log._start
  while (last?.right) last = last.right
  return last ? last.id.client : null
}

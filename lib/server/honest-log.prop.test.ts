import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { CenterId } from '@/lib/domain/ids'
import { UNSEALED_MS_MAX } from '@/lib/replica/log-sealer'
import { clientsByDevice, documentView } from '@/lib/replica/log-views'
import { DAY, kiosk } from '@/tests/support/day'
import { Kiosk } from '@/tests/support/kiosk'
import { keyOf } from '@/tests/support/signing'
import type { JournalElement } from './journal-export'
import { verifyJournal } from './journal-verification'

const KEYS = new Map([[kiosk(1), keyOf(kiosk(1)).publicJwk]])

function elementsOf(doc: Y.Doc): JournalElement[] {
  return [...clientsByDevice(doc)].flatMap(([device, clients]) =>
    [...clients]
      .sort((a, b) => a - b)
      .flatMap(client => {
        const view = documentView(doc, [client])
        return view.elements(client, 0, view.end(client)).map((value, clock) => ({ device, client, clock, value }))
      }),
  )
}

function bring(from: Y.Doc, to: Y.Doc): void {
  Y.applyUpdate(to, Y.encodeStateAsUpdate(from, Y.encodeStateVector(to)), 'peer')
}

type Step =
  | { readonly kind: 'check in' | 'seal' | 'upload' | 'download' | 'restart' }
  | { readonly kind: 'power cut'; readonly lost: number }

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('check in' as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('seal' as const, 'upload' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('download' as const, 'restart' as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('power cut' as const), lost: fc.nat(4) }) },
)

async function take(step: Step, device: Kiosk, server: Y.Doc): Promise<void> {
  if (step.kind === 'check in') await device.checkIn()
  else if (step.kind === 'upload') bring(device.document.doc, server)
  else if (step.kind === 'download') bring(server, device.document.doc)
  else if (step.kind === 'restart') await device.restart()
  else if (step.kind === 'power cut') await device.powerCut(step.lost)
  else {
    device.wait(UNSEALED_MS_MAX)
    await device.replica.tend()
  }
}

test('[AUDIT-5] an honest device is never accused, whatever it lost and whenever it started again', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { maxLength: 25 }), async steps => {
      const device = await Kiosk.start()
      const server = new Y.Doc()
      for (const step of steps) await take(step, device, server)
      for (const kind of ['upload', 'download', 'restart', 'seal', 'upload'] as const)
        await take({ kind }, device, server)
      const journal = { center: CenterId.parse(1), day: DAY, keys: KEYS, elements: elementsOf(server), unreadable: [] }
      const { findings, unsealed } = verifyJournal(journal, KEYS)
      expect({ findings, unsealed }).toEqual({ findings: [], unsealed: [] })
    }),
    { numRuns: 150, seed: 20_260_302 },
  )
}, 30_000)

import fc from 'fast-check'
import { test } from 'vitest'
import { ENGINE_PROPERTIES } from '@/tests/support/engine-properties'
import { nextTicket } from './next-ticket'

test.each(Object.entries(ENGINE_PROPERTIES))(
  '[ENGINE-1, ENGINE-4, ENGINE-5, ENGINE-6, ENGINE-9, ENGINE-11] of any queue: %s',
  (_name, property) => {
    fc.assert(property({ nextTicket }), { seed: 4, numRuns: 400 })
  },
)

import fc from 'fast-check'
import { test } from 'vitest'
import { ENGINE_PROPERTIES } from '@/tests/support/engine-properties'
import { afterNoShow, park, resume, transfer } from './credit'
import { learntTimes } from './learnt-times'
import { nextTicket } from './next-ticket'
import { ServiceRecords } from './service-records'

const ENGINE = { nextTicket, park, resume, transfer, afterNoShow, learntTimes, ServiceRecords }

test.each(Object.entries(ENGINE_PROPERTIES))(
  '[ENGINE-1, ENGINE-4, ENGINE-5, ENGINE-6, ENGINE-9, ENGINE-11, ENGINE-12, ENGINE-13] always: %s',
  (_name, property) => {
    fc.assert(property(ENGINE), { seed: 4, numRuns: 400 })
  },
)

import { z } from 'zod'
import type { CodeFacts } from '@/lib/domain/code-check'
import { ServiceDay } from '@/lib/domain/ids'
import { isInCalendar } from '@/lib/domain/service-day'

const Word = z.string().min(1).max(64).nullish().catch(null)
/** A date that is none is one that was not told. */
const Day = z.string().pipe(ServiceDay).refine(isInCalendar).nullish().catch(null)

/**
 * IDCAM's answer, of which names and documents are dropped here. The last three fields are additions to the specification,
 * which a real IDCAM may not have ([decision 20](../../../docs/decisions/0020-idcam-check.md)).
 */
const IdcamAnswer = z.object({
  valid: z.boolean(),
  status: Word,
  citizen_data: z.object({ service_type: Word }).nullish().catch(null),
  center_code: Word,
  appointment_date: Day,
  collection_from: Day,
})

/** @throws ZodError when it is no answer; it tells no value of it */
export function factsOf(answer: unknown): CodeFacts | 'unknown_code' {
  const said = IdcamAnswer.parse(answer)
  if (!said.valid) return 'unknown_code'
  return {
    status: said.status ?? null,
    serviceType: said.citizen_data?.service_type ?? null,
    centerCode: said.center_code ?? null,
    appointmentDay: said.appointment_date ?? null,
    collectionFrom: said.collection_from ?? null,
  }
}

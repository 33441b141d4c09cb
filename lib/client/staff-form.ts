import { PeopleProblem } from '@/lib/protocol/people'
import type { FormOutcome } from './people'
import type { StaffOutcome } from './staff-access'

/** What came of a sign-in on a tablet, as a form tells it. */
export async function formOutcomeOf(outcome: StaffOutcome): Promise<FormOutcome> {
  const done = await outcome
  if (done.ok) return { ok: true }
  const problem = PeopleProblem.safeParse(done.refusal.code)
  const retryAfterMs = 'waitMs' in done.refusal ? done.refusal.waitMs : 0
  return { ok: false, problem: problem.success ? problem.data : 'unavailable', retryAfterMs }
}

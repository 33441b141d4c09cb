import { compareDay } from './comparison'
import { checkGuarantees } from './guarantees'
import { predictedCenter } from './prediction-center'
import { runCheck, THEORY_CHECKS } from './theory-checks'

/** What a worker can be asked to do. All of it follows from the arguments: it does not matter which worker does it. */
export const JOBS = {
  theory: (check: number, customers: number, seed: string) => {
    const theory = THEORY_CHECKS[check]
    if (!theory) throw new Error(`no check ${check}`)
    return runCheck(theory, customers, seed)
  },
  comparison: (scenario: string, seed: string) => compareDay(scenario, seed),
  guarantees: (tickets: number, seed: string) => checkGuarantees(tickets, seed),
  predictions: (family: number, seed: string) => predictedCenter(family, seed),
}

export type JobName = keyof typeof JOBS
export type Job<Name extends JobName> = Parameters<(typeof JOBS)[Name]>
export type Answer<Name extends JobName> = ReturnType<(typeof JOBS)[Name]>

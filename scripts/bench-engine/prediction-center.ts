import { MINUTE_MS } from '@/lib/domain/engine/config'
import { centerWorld } from './center-world'
import { NO_PAST, predictedDay, type ToldAndCame } from './prediction-day'
import { BURST, MESSY, NORMAL, OVERLOAD, type Scenario, TWO_LEAVE, UNRELIABLE } from './scenarios'

/** Centers of one kind, and what their fourth day may be. */
export const FAMILIES: readonly (readonly Scenario[])[] = [[NORMAL, OVERLOAD, TWO_LEAVE, BURST], [UNRELIABLE], [MESSY]]
export const COLD = 'normal, cold'
const WARM_DAYS = 3
/** One of so many is asked for: the others would tell the same, and cost as much. */
const EVERY = 3
const AFTERNOON = 13 * 60 * MINUTE_MS

export type PredictedScenario = {
  readonly scenario: string
  readonly told: readonly ToldAndCame[]
  /** Everybody who came in the afternoon of an overloaded day: he shows what is said about closing. */
  readonly afternoon: readonly ToldAndCame[]
  readonly unknown: number
}

function isSampled(number: number): boolean {
  return number % EVERY === 0
}

/** Three usual days, the first of them without any past, then each scenario of the family as the fourth day. */
export function predictedCenter(family: number, seed: string): PredictedScenario[] {
  const scenarios = FAMILIES[family] ?? []
  const usual = scenarios[0]
  if (!usual) throw new Error(`no family ${family}`)
  const results: PredictedScenario[] = []
  let past = NO_PAST
  for (let day = 1; day <= WARM_DAYS; day++) {
    const {
      told,
      unknown,
      past: after,
    } = predictedDay(centerWorld(usual, `${seed} day ${day}`, seed), past, number => number % EVERY === 0)
    if (day === 1 && usual === NORMAL) results.push({ scenario: COLD, told, afternoon: [], unknown })
    past = after
  }
  for (const scenario of scenarios) {
    const isAfternoon = (at: number) => scenario === OVERLOAD && at > AFTERNOON
    const { told, unknown } = predictedDay(
      centerWorld(scenario, `${seed} day 4`, seed),
      past,
      (number, at) => isSampled(number) || isAfternoon(at),
    )
    results.push({
      scenario: scenario.name,
      told: told.filter(({ number }) => isSampled(number)),
      afternoon: told.filter(({ checkedInAt }) => isAfternoon(checkedInAt)),
      unknown,
    })
  }
  return results
}

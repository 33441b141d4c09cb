import type { DurationMs, InstantMs, StationId } from '../ids'
import { MINUTE_MS } from './config'
import type { Draw } from './hash'
import { drawAbove, drawOf, EXPONENTIALS } from './lognormal'
import type { EngineConfig, Forecast, ForecastSlot } from './model'
import { type Line, lineKey, type RolloutAgent, type RolloutPlan, type Skill } from './rollout-plan'

/** How one possible course of the day went for the ticket that is asked about. */
export type Outcome = {
  /** Null when it was not called within the horizon. */
  readonly waitMs: DurationMs | null
  readonly station: StationId | null
  /** Calls before its own by agents who could have called it. */
  readonly ahead: number
}

/** What a rollout needs to know besides its plan. */
export type Course = {
  readonly config: EngineConfig
  readonly forecast: Forecast | null
  readonly doorsCloseAt: InstantMs | null
  readonly now: InstantMs
  readonly draw: Draw
}

/** How long a break is taken to last when nobody said. */
const BREAK_MS = 10 * MINUTE_MS
/** No day has so many calls and breaks; it bounds what a damaged state can cost. */
const STEPS_MAX = 6000

/** One possible course of the day, by the discipline itself, until the ticket is called. */
export function rollOut(plan: RolloutPlan, course: Course): Outcome {
  const { config, now, draw } = course
  begin(plan, course)
  const arrivals = new Arrivals(plan, course)
  let ahead = 0
  for (let step = 0; step < STEPS_MAX; step++) {
    const next = firstFree(plan.agents)
    if (!next || next.freeAt - now > config.rollouts.horizonMs) break
    const at = next.freeAt
    arrivals.admitUntil(at)
    if (isAway(next, at)) continue

    const skill = choose(next, plan, config, at)
    if (!skill) {
      next.freeAt = Math.min(arrivals.nextAt, endOfHold(next, plan, at)) + 1
      continue
    }
    const { line } = skill
    next.laneRun = line.isLane ? next.laneRun + 1 : 0
    if (line === plan.focalLine) return { waitMs: at - now, station: next.agent.station, ahead }
    takeFirst(line)
    if (next.canCallFocal) ahead++
    next.freeAt = at + (draw() < config.noShow.chance ? config.noShow.costMs : plan.betweenMs + serviceMs(skill, draw))
  }
  return { waitMs: null, station: null, ahead }
}

function serviceMs({ meanMs, multiples }: Skill, draw: Draw): DurationMs {
  return meanMs * drawOf(multiples, draw)
}

function begin({ agents, lines }: RolloutPlan, { config, now, draw }: Course): void {
  for (const line of lines.values()) {
    line.credits.length = line.initially
    line.head = 0
    line.creditStart = line.credits[0] ?? Number.POSITIVE_INFINITY
  }
  for (const agent of agents) {
    agent.breaksTaken = 0
    agent.laneRun = agent.laneRunBefore
    agent.freeAt = firstFreeAt(agent, config, now, draw)
  }
}

/** When an agent can call for the first time. What he serves has taken a while already, and will take longer than that. */
function firstFreeAt({ agent, current }: RolloutAgent, config: EngineConfig, now: InstantMs, draw: Draw): InstantMs {
  if (agent.status === 'break') return Math.max(now, agent.backAt ?? now + BREAK_MS)
  if (!current) return now
  const startedAt = current.since + config.walkMs
  const multiple = drawAbove(current.multiples, (now - startedAt) / current.meanMs, draw)
  if (multiple === null) return now + 0.5 * current.meanMs * draw()
  return Math.max(now, startedAt + current.meanMs * multiple)
}

function firstFree(agents: readonly RolloutAgent[]): RolloutAgent | undefined {
  let first: RolloutAgent | undefined
  for (const agent of agents) if (!first || agent.freeAt < first.freeAt) first = agent
  return first
}

/** Whether he has gone home or takes a break, and then until when. */
function isAway(next: RolloutAgent, at: InstantMs): boolean {
  const { dutyEnd, plannedBreaks } = next.agent
  if (dutyEnd !== null && at >= dutyEnd) {
    next.freeAt = Number.POSITIVE_INFINITY
    return true
  }
  const pause = plannedBreaks[next.breaksTaken]
  if (!pause || at < pause.from) return false
  next.breaksTaken++
  next.freeAt = at + (pause.to - pause.from)
  return true
}

/** Until then who has nobody to call may not call the one that is asked about; infinite when he never may, or may now. */
function endOfHold(
  { canCallFocal }: RolloutAgent,
  { focalLine: { notBefore } }: RolloutPlan,
  at: InstantMs,
): InstantMs {
  return canCallFocal && notBefore > at ? notBefore : Number.POSITIVE_INFINITY
}

/** As `nextTicket`, on the first of each line. */
function choose(next: RolloutAgent, plan: RolloutPlan, config: EngineConfig, at: InstantMs): Skill | null {
  let emergency: Skill | null = null
  let oldestCredit = Number.POSITIVE_INFINITY
  let isSomebodyOverdue = false
  for (const skill of next.skills) {
    const { creditStart, isLane, rules, notBefore } = skill.line
    if (creditStart === Number.POSITIVE_INFINITY || notBefore > at) continue
    if (isLane) {
      if (!emergency || creditStart < emergency.line.creditStart) emergency = skill
      continue
    }
    if (creditStart < oldestCredit) oldestCredit = creditStart
    if (at - creditStart > rules.promiseMs) isSomebodyOverdue = true
  }
  if (emergency && !(isSomebodyOverdue && next.laneRun >= config.laneMaxRun)) return emergency
  return largest(next.skills, plan, oldestCredit, at)
}

function largest(
  skills: readonly Skill[],
  { discipline }: RolloutPlan,
  oldestCredit: InstantMs,
  at: InstantMs,
): Skill | null {
  let best: Skill | null = null
  let bestIndex = 0
  for (const skill of skills) {
    const { line, fit } = skill
    if (line.isLane || line.creditStart === Number.POSITIVE_INFINITY || line.notBefore > at) continue
    if (discipline.hasWindow && line.creditStart > oldestCredit + line.rules.capMs) continue
    const index = discipline.rank(line, line.rules, fit, at)
    const isTie = best !== null && index === bestIndex
    if (best && index <= bestIndex && !(isTie && line.creditStart < best.line.creditStart)) continue
    best = skill
    bestIndex = index
  }
  return best
}

function takeFirst(line: Line): void {
  line.head++
  line.creditStart = line.credits[line.head] ?? Number.POSITIVE_INFINITY
}

/** Who comes during a rollout, drawn from the forecast one by one. */
class Arrivals {
  nextAt: InstantMs
  #slot: ForecastSlot | null = null

  constructor(
    private readonly plan: RolloutPlan,
    private readonly course: Course,
  ) {
    this.nextAt = this.#after(course.now)
  }

  admitUntil(at: InstantMs): void {
    while (this.nextAt <= at) {
      const line = this.#drawLine()
      if (line) {
        line.credits.push(this.nextAt)
        if (line.creditStart === Number.POSITIVE_INFINITY) line.creditStart = this.nextAt
      }
      this.nextAt = this.#after(this.nextAt)
    }
  }

  /** The next arrival after an instant; infinite when nobody comes any more. */
  #after(from: InstantMs): InstantMs {
    const { forecast, doorsCloseAt, draw } = this.course
    if (!forecast) return Number.POSITIVE_INFINITY
    let at = from
    for (;;) {
      const index = Math.max(0, Math.floor((at - forecast.startAt) / forecast.slotMs))
      const slot = forecast.slots[index]
      if (!slot || (doorsCloseAt !== null && at > doorsCloseAt)) return Number.POSITIVE_INFINITY
      const endsAt = forecast.startAt + (index + 1) * forecast.slotMs
      const arrivesAt = slot.perMs > 0 ? at + drawOf(EXPONENTIALS, draw) / slot.perMs : Number.POSITIVE_INFINITY
      this.#slot = slot
      if (arrivesAt < endsAt) return arrivesAt
      at = endsAt
    }
  }

  #drawLine(): Line | undefined {
    let left = this.course.draw()
    const mix = this.#slot?.mix ?? []
    let drawn = mix.at(-1)
    for (const kind of mix) {
      left -= kind.share
      if (left >= 0) continue
      drawn = kind
      break
    }
    return drawn && this.plan.lines.get(lineKey(drawn))
  }
}

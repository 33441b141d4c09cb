import { useEffect, useRef, useState } from 'react'
import type { Agent, Catalogue } from '@/lib/domain/catalogue'
import { type DayFigures, dayFigures } from '@/lib/domain/center-figures'
import { type Answer, answerTo, type Center, type CenterLook, lookAt, questionsOf } from '@/lib/domain/center-watch'
import { type AlertMemory, NO_ALERTS } from '@/lib/domain/engine/alert-changes'
import type { DurationMs, InstantMs } from '@/lib/domain/ids'
import { configOn } from '@/lib/domain/scheduling'
import type { Estimates } from './estimates'
import { reportFault } from './fault-log'
import type { ReadyDevice } from './running-device'

export type CenterWatch = {
  readonly look: CenterLook
  /** Made when it is asked for: it takes longer the longer the day is. */
  readonly figures: () => DayFigures
}

const EVERY_MS: DurationMs = 10_000
/** Between two predictions: a center with seven services asks for some fourteen of them. */
const PAUSE_MS: DurationMs = 300

type Watched = Pick<ReadyDevice, 'replica' | 'reach' | 'status'> & {
  /** The wall time of the queue; this computer's own where nothing better is known. */
  readonly now?: () => InstantMs
}

/** The center as a supervisor sees it; null for everybody else, and until the first look is done. */
export function useCenterWatch(
  { replica, reach, status, now: nowAt = Date.now }: Watched,
  estimates: Estimates,
  catalogue: Catalogue,
  reader: Pick<Agent, 'role'> | null,
): CenterWatch | null {
  const [look, tell] = useState<CenterLook | null>(null)
  const isAlone = status.rung === 'offline'
  const latest = useRef({ catalogue, isAlone })
  const isWatching = reader?.role === 'supervisor'

  useEffect(() => {
    latest.current = { catalogue, isAlone }
  }, [catalogue, isAlone])

  useEffect(() => {
    if (!isWatching) return
    const centerNow = (): Center => {
      const now = nowAt()
      const { queue, day } = replica
      return { ...latest.current, queue, day, reach, foresight: estimates.foresight(now), now }
    }
    const stop = lookEvery(EVERY_MS, centerNow, tell)
    return () => {
      stop()
      tell(null)
    }
  }, [replica, reach, estimates, isWatching, nowAt])

  const figures = () => dayFigures(replica.queue, catalogue, configOn(replica.day, catalogue))
  return look && { look, figures }
}

/** Looks again and again, one look at a time; returns how to stop that. */
function lookEvery(everyMs: DurationMs, centerNow: () => Center, tell: (look: CenterLook) => void): () => void {
  let memory: AlertMemory = NO_ALERTS
  let isUnderWay = false
  let isStopped = false

  async function lookAgain(): Promise<void> {
    if (isUnderWay) return
    isUnderWay = true
    try {
      const answers = await answersTo(centerNow(), () => isStopped)
      await pause()
      if (isStopped) return
      const next = lookAt(centerNow(), answers, memory)
      memory = next.memory
      tell(next.look)
    } finally {
      isUnderWay = false
    }
  }

  const start = () => void lookAgain().catch(fault => reportFault('look at the center', fault))
  start()
  const timer = setInterval(start, everyMs)
  return () => {
    isStopped = true
    clearInterval(timer)
  }
}

/** One prediction a task: a touch comes between. */
async function answersTo(center: Center, isStopped: () => boolean): Promise<readonly Answer[]> {
  const answers: Answer[] = []
  for (const question of questionsOf(center)) {
    await pause()
    if (isStopped()) return []
    const answer = answerTo(question, center)
    if (answer) answers.push(answer)
  }
  return answers
}

function pause(): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, PAUSE_MS))
}

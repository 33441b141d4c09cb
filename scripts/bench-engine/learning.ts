import { priorTimes } from '@/lib/domain/engine/prior-times'
import { CENTER_CONFIG } from './center-table'
import type { Learning } from './day-run'

export function nothingLearnt(): Learning {
  const times = priorTimes(CENTER_CONFIG)
  return { timesAt: () => times, served: () => undefined, paused: () => undefined }
}

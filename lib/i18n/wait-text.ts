import type { Language } from '@/lib/domain/ids'
import type { WaitEstimate } from '@/lib/domain/wait'
import { translatorIn } from './translator'

/** A wait as people read it: always a range, and plainly unknown when it is. */
export function waitText(language: Language, wait: WaitEstimate): string {
  const t = translatorIn(language)
  if (wait.kind === 'unknown') return t('wait.unknown')
  const { fromMinutes, toMinutes } = wait
  if (fromMinutes === 0) return t('wait.upTo', { to: String(toMinutes) })
  return t('wait.range', { from: String(fromMinutes), to: String(toMinutes) })
}

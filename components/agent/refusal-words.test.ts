import { expect, test } from 'vitest'
import type { AgentRefusal } from '@/lib/client/use-desk-actions'
import { Language } from '@/lib/domain/ids'
import { MESSAGES } from '@/lib/i18n/messages'

/** A refusal without words does not compile; words for a refusal that no longer exists are found here. */
const REFUSALS = {
  queue_empty: true,
  station_busy: true,
  station_closed: true,
  on_break: true,
  recall_too_soon: true,
  no_show_too_soon: true,
  not_waiting: true,
  all_held: true,
  undo_too_late: true,
  too_late: true,
  day_closed: true,
  wrong_state: true,
  not_durable: true,
} as const satisfies Record<AgentRefusal, true>

test.each(Language.options)('[TEXT] every refusal at a station has words in %s', language => {
  const words = Object.keys(MESSAGES[language].staffRefusal).filter(key => !key.startsWith('lost_'))
  expect(words).toEqual(Object.keys(REFUSALS))
})

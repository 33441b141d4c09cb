'use client'

import { useEffect, useId, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Sheet } from '@/components/ui/sheet'
import type { TicketId } from '@/lib/domain/ids'
import type { AgentProps } from './agent-types'
import { TicketList } from './ticket-list'

type FindSheetProps = AgentProps & { onOpen: (id: TicketId) => void; onClose: () => void }

/** A ticket by the number that its holder reads out, wherever it is in its life. Looking calls nobody. */
export function FindSheet({ catalogue, rules, now, find, onOpen, onClose }: FindSheetProps) {
  const t = useTranslations('agent')
  const id = useId()
  const [text, write] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const found = find(text)
  // A dialog gives the focus to its first button; here somebody begins to type.
  useEffect(() => field.current?.focus(), [])
  return (
    <Sheet label={t('find.title')} onClose={onClose}>
      <label htmlFor={id} className="block font-semibold text-lg">
        {t('find.label')}
      </label>
      <input
        id={id}
        ref={field}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        maxLength={8}
        value={text}
        onChange={event => write(event.target.value)}
        className="mt-2 block min-h-16 w-full rounded-xl border-2 border-line-strong bg-surface px-5 font-bold text-3xl uppercase tracking-wide"
      />
      <div role="status" className="-mx-5 mt-4 min-h-60 sm:-mx-7">
        {text.trim() !== '' && found.length === 0 && (
          <p className="px-5 text-ink-soft text-lg sm:px-7">{t('find.none')}</p>
        )}
        <TicketList catalogue={catalogue} rules={rules} tickets={found} now={now} onOpen={onOpen} />
      </div>
    </Sheet>
  )
}

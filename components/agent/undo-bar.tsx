'use client'

import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import type { AgentProps } from './agent-types'
import { Key } from './key-cap'

const WORDS = {
  'ticket.called.v1': 'undo.called',
  'ticket.set_back.v1': 'undo.absent',
  'ticket.no_show.v1': 'undo.absent',
  'ticket.completed.v1': 'undo.completed',
  'ticket.transferred.v1': 'undo.transferred',
} as const

/** For ten seconds a slip of the finger costs one tap. It stands above the buttons, and moves none of them. */
export function UndoBar({ takeBack, act }: Pick<AgentProps, 'takeBack' | 'act'>) {
  const t = useTranslations('agent')
  if (!takeBack) return null
  const { ticket, number, move, leftMs } = takeBack
  return (
    <div className="flex basis-full items-center gap-4 rounded-2xl bg-ground px-4 py-1.5 max-sm:px-3">
      <p role="status" className="min-w-0 flex-1 font-semibold text-lg leading-tight">
        {t(WORDS[move], { number })}
      </p>
      <Button tone="secondary" shortcut="Z" onPress={() => act({ kind: 'undo', ticket })}>
        {t('undo.button')}
        <span aria-hidden="true" className="min-w-10 text-right font-medium tabular">
          {t('undo.left', { seconds: String(Math.ceil(leftMs / 1_000)) })}
        </span>
        <Key letter="Z" />
      </Button>
    </div>
  )
}

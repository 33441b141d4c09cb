'use client'

import { type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import type { ConsoleOutcome } from '@/lib/client/console'
import { DialogBody, DialogButtons, DialogFrame } from './dialog-frame'
import { ProblemLine } from './problem-line'
import { TextInput } from './text-input'
import { useSending } from './use-sending'

type ConfirmDialogProps<Answer> = {
  title: string
  /** What will happen, and to whom. */
  children: ReactNode
  confirmLabel: string
  send: () => Promise<ConsoleOutcome<Answer>>
  onDone: (answer: Answer) => void
  onClose: () => void
  /** For what cannot be taken back: it must be typed first. Spaces and capitals are forgiven. */
  word?: string
}

/** Asks before something is done that others would feel. */
export function ConfirmDialog<Answer>(props: ConfirmDialogProps<Answer>) {
  const { title, children, confirmLabel, send, onDone, onClose, word } = props
  const t = useTranslations('console')
  const sending = useSending()
  const [typed, setTyped] = useState('')
  const isSure = word === undefined || fold(typed) === fold(word)
  return (
    <DialogFrame title={title} role="alertdialog" onClose={onClose}>
      <DialogBody>
        <ProblemLine refusal={sending.refusal} />
        <div className="flex flex-col gap-3 text-lg leading-snug">{children}</div>
        {word !== undefined && (
          <TextInput
            name="word"
            label={t('typeToConfirm', { word })}
            value={typed}
            onChange={setTyped}
            maxLength={80}
            autoFocus
          />
        )}
      </DialogBody>
      <DialogButtons>
        <Button tone="secondary" size="small" onPress={onClose}>
          {t('cancel')}
        </Button>
        <Button
          tone={word === undefined ? 'primary' : 'alert'}
          size="small"
          disabled={!isSure}
          busy={sending.isBusy}
          onPress={() => void sending.send(send, onDone)}
        >
          {confirmLabel}
        </Button>
      </DialogButtons>
    </DialogFrame>
  )
}

const fold = (text: string) => text.replaceAll(/\s+/g, ' ').trim().toUpperCase()

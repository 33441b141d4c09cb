'use client'

import { type FormEvent, type ReactNode, useState } from 'react'
import { Form } from 'react-aria-components'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import type { ConsoleOutcome } from '@/lib/client/console'
import { DialogBody, DialogButtons, DialogFrame } from './dialog-frame'
import { ProblemLine } from './problem-line'
import { SaveButton } from './save-button'
import { useSending } from './use-sending'

type FormDialogProps<Answer> = {
  title: string
  help?: string
  isWide?: boolean
  /** Something was typed that would be lost. */
  isDirty: boolean
  send: () => Promise<ConsoleOutcome<Answer>>
  /** It was taken: closes the dialog, reads the page anew. */
  onDone: (answer: Answer) => void
  onClose: () => void
  submitLabel?: string
  children: ReactNode
}

/**
 * A form over the page. What the server refuses stands at the field that it names, and on top; what was typed is not
 * thrown away by Escape without a question.
 */
export function FormDialog<Answer>(props: FormDialogProps<Answer>) {
  const { title, help, isWide = false, isDirty, send, onDone, onClose, children } = props
  const t = useTranslations('console')
  const sending = useSending()
  const [isLeaving, setLeaving] = useState(false)
  const leave = () => (isDirty && !sending.isBusy ? setLeaving(true) : onClose())
  function submit(event: FormEvent) {
    event.preventDefault()
    void sending.send(send, onDone)
  }
  return (
    <DialogFrame title={title} isWide={isWide} onClose={leave}>
      <Form
        ref={sending.form}
        onSubmit={submit}
        validationErrors={sending.fieldErrors}
        validationBehavior="aria"
        className="flex min-h-0 flex-1 flex-col"
      >
        <DialogBody>
          {help !== undefined && <p className="text-ink-soft text-lg">{help}</p>}
          <ProblemLine refusal={sending.refusal} />
          {children}
        </DialogBody>
        <DialogButtons>
          <Button tone="secondary" size="small" onPress={leave}>
            {t('cancel')}
          </Button>
          <SaveButton isBusy={sending.isBusy} label={props.submitLabel ?? t('save')} />
        </DialogButtons>
      </Form>
      {isLeaving && <Unsaved onStay={() => setLeaving(false)} onLeave={onClose} />}
    </DialogFrame>
  )
}

function Unsaved({ onStay, onLeave }: { onStay: () => void; onLeave: () => void }) {
  const t = useTranslations('console')
  return (
    <DialogFrame title={t('unsavedTitle')} role="alertdialog" onClose={onStay}>
      <DialogBody>
        <p className="text-lg">{t('unsavedText')}</p>
      </DialogBody>
      <DialogButtons>
        <Button tone="secondary" size="small" onPress={onLeave}>
          {t('discard')}
        </Button>
        <Button size="small" onPress={onStay}>
          {t('keepEditing')}
        </Button>
      </DialogButtons>
    </DialogFrame>
  )
}

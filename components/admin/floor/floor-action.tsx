'use client'

import { type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl'
import { ConfirmDialog } from '@/components/admin/ui/confirm-dialog'
import type { ConsoleRefusal } from '@/components/admin/ui/problem-words'
import { Button } from '@/components/ui/button'
import type { CommandAnswer, ConsoleCommand, ConsoleOutcome } from '@/lib/client/console'
import type { ActionsOff } from '@/lib/client/use-floor'

/** What the parts of the floor do with the queue, and why they cannot now. */
export type FloorActs = {
  readonly off: ActionsOff | null
  readonly send: (command: ConsoleCommand) => Promise<ConsoleOutcome<CommandAnswer>>
  /** Says that it was done. */
  readonly done: (kind: ConsoleCommand['kind']) => void
  /** Says why it was not, where no dialog stands that could. */
  readonly refused: (refusal: ConsoleRefusal) => void
}

type ActionButtonProps = {
  off: ActionsOff | null
  onPress: () => void
  children: ReactNode
  label?: string
  tone?: 'primary' | 'secondary' | 'alert'
  isBusy?: boolean
  /** What else keeps it from being done, in words. */
  notYet?: string | null
}

/** A button that says why it does not work while it does not. */
export function ActionButton(props: ActionButtonProps) {
  const { off, onPress, children, label, tone = 'secondary', isBusy = false, notYet = null } = props
  const t = useTranslations('floor.off')
  const why = off ? t(off) : notYet
  return (
    <span title={why ?? undefined} className="inline-flex">
      <Button
        tone={tone}
        size="small"
        disabled={why !== null}
        busy={isBusy}
        onPress={onPress}
        {...(label !== undefined && { label: why ? `${label} (${why})` : label })}
      >
        {children}
      </Button>
    </span>
  )
}

type AskedActionProps = {
  acts: FloorActs
  command: ConsoleCommand
  /** On the button that asks and on the one that does it. */
  name: string
  /** What the first says to who hears it alone. */
  label: string
  ask: string
  text: string
  tone?: 'primary' | 'secondary'
}

/** An action in two taps: the button, and one that says the same with what will come of it. */
export function AskedAction({ acts, command, name, label, ask, text, tone = 'secondary' }: AskedActionProps) {
  const [isAsking, setAsking] = useState(false)
  return (
    <>
      <ActionButton off={acts.off} tone={tone} label={label} onPress={() => setAsking(true)}>
        {name}
      </ActionButton>
      {isAsking && (
        <ConfirmDialog
          title={ask}
          confirmLabel={name}
          send={() => acts.send(command)}
          onDone={() => {
            setAsking(false)
            acts.done(command.kind)
          }}
          onClose={() => setAsking(false)}
        >
          <p>{text}</p>
        </ConfirmDialog>
      )}
    </>
  )
}

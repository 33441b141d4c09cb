'use client'

import { type PointerEvent, type ReactNode, type SyntheticEvent, useLayoutEffect, useRef } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from './button'
import { CrossIcon } from './icons'
import { DOUBLE_TAP_MS } from './use-press'

type SheetProps = {
  /** Read out when it opens, and its title if it has no other. */
  label: string
  title?: ReactNode
  onClose: () => void
  /** What is on it: another step takes no press in its first moment either. */
  step?: string
  children: ReactNode
}

/**
 * Lies over a surface for as long as somebody looks at it: Escape, the cross and a touch beside it close it. On a phone
 * it rises from the lower edge. A double tap that opened it, or brought its next step, presses nothing on it.
 */
export function Sheet({ label, title, onClose, step = '', children }: SheetProps) {
  const t = useTranslations('common')
  const dialog = useRef<HTMLDialogElement>(null)
  const beside = useRef(false)
  const settle = useSettling(step)

  // Before it is painted; and closed before it leaves, so that the focus goes back to where it came from.
  useLayoutEffect(() => {
    const shown = dialog.current
    shown?.showModal()
    return () => shown?.close()
  }, [])

  const isBeside = ({ target, currentTarget }: PointerEvent<HTMLDialogElement>) => target === currentTarget
  return (
    <dialog
      ref={dialog}
      aria-label={label}
      {...settle}
      onCancel={event => {
        event.preventDefault()
        onClose()
      }}
      onClose={() => !dialog.current?.open && onClose()}
      onPointerDown={event => {
        beside.current = isBeside(event)
      }}
      onPointerUp={event => beside.current && isBeside(event) && onClose()}
      className="m-auto max-h-[calc(100dvh-1.5rem)] w-full max-w-2xl overflow-hidden rounded-3xl bg-surface text-ink shadow-2xl backdrop:bg-ink/55 open:flex max-sm:mb-0 max-sm:max-w-none max-sm:rounded-b-none"
    >
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">
        <header className="flex items-center justify-between gap-3 border-line border-b py-3 pr-3 pl-5 sm:pl-7">
          <div className="min-w-0 flex-1 py-1">{title ?? <h2 className="font-bold text-2xl">{label}</h2>}</div>
          <Button tone="plain" label={t('close')} onPress={onClose} className="min-w-14 border-transparent px-0">
            <CrossIcon className="size-8" />
          </Button>
        </header>
        <div className="min-h-0 overflow-y-auto overscroll-contain px-5 py-5 sm:px-7">{children}</div>
      </div>
    </dialog>
  )
}

/** Handlers that keep presses from what has just come under the finger. */
function useSettling(step: string) {
  const quietUntil = useRef(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: reason: each step has its own first moment
  useLayoutEffect(() => {
    quietUntil.current = performance.now() + DOUBLE_TAP_MS
  }, [step])

  function hold(event: SyntheticEvent): void {
    if (event.timeStamp < quietUntil.current) event.stopPropagation()
  }
  return { onPointerDownCapture: hold, onClickCapture: hold }
}

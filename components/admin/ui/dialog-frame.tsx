'use client'

import type { ReactNode } from 'react'
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components'

type DialogFrameProps = {
  title: string
  role?: 'dialog' | 'alertdialog'
  isWide?: boolean
  /** Escape. A touch beside it closes nothing: a form must not vanish under a sleeve. */
  onClose: () => void
  children: ReactNode
}

/** Lies over the page, keeps the focus, and gives it back to where it came from. Mounted while it is open. */
export function DialogFrame({ title, role = 'dialog', isWide = false, onClose, children }: DialogFrameProps) {
  return (
    <ModalOverlay
      isOpen
      onOpenChange={isOpen => !isOpen && onClose()}
      className="fixed inset-0 z-20 grid place-items-center overflow-y-auto bg-ink/55 p-3"
    >
      <Modal
        className={`w-full ${isWide ? 'max-w-4xl' : 'max-w-2xl'} rounded-3xl bg-surface text-ink shadow-2xl outline-none`}
      >
        <Dialog role={role} className="flex max-h-[calc(100dvh-1.5rem)] flex-col outline-none">
          <Heading slot="title" className="border-line border-b px-6 py-4 font-bold text-2xl text-green leading-tight">
            {title}
          </Heading>
          {children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}

/** Scrolls, so that the buttons below it stay in sight. */
export function DialogBody({ children }: { children: ReactNode }) {
  return <div className="flex min-h-0 flex-1 flex-col gap-5 overflow-y-auto px-6 py-5">{children}</div>
}

export function DialogButtons({ children }: { children: ReactNode }) {
  return <div className="flex flex-wrap justify-end gap-3 border-line border-t px-6 py-4">{children}</div>
}

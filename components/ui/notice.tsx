import type { ReactNode } from 'react'
import { InfoIcon, UrgentIcon } from './icons'

type NoticeProps = {
  /** `act`: a person must do something now. The only place where red is used. */
  kind: 'note' | 'act'
  title?: string
  children: ReactNode
  action?: ReactNode
}

const KINDS = {
  note: 'border-gold bg-gold-tint text-gold-ink',
  act: 'border-alert bg-alert-tint text-alert',
} as const

/** A line across a surface that covers nothing and waits for nobody: what Guichet has to say never comes as a dialog. */
export function Notice({ kind, title, children, action }: NoticeProps) {
  const Sign = kind === 'act' ? UrgentIcon : InfoIcon
  return (
    <div
      role={kind === 'act' ? 'alert' : 'status'}
      className={`flex flex-wrap items-center gap-x-5 gap-y-3 rounded-2xl border-l-8 px-5 py-3 ${KINDS[kind]}`}
    >
      <div className="flex min-w-60 flex-1 items-center gap-4">
        <Sign className="size-7" />
        <p className="text-lg leading-snug">
          {title !== undefined && <strong className="mr-2 font-bold">{title}</strong>}
          {children}
        </p>
      </div>
      {action}
    </div>
  )
}

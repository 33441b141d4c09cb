'use client'

import { type ReactNode, useId } from 'react'

type FloorCardProps = { title: string; note?: ReactNode; action?: ReactNode; children: ReactNode }

/** One part of the floor, with its heading. */
export function FloorCard({ title, note, action, children }: FloorCardProps) {
  const id = useId()
  return (
    <section aria-labelledby={id} className="min-w-0 rounded-2xl border border-line bg-surface p-4 sm:p-5">
      <div className="mb-3 flex flex-wrap items-center gap-x-4 gap-y-2">
        <h2 id={id} className="font-bold text-xl">
          {title}
        </h2>
        {note !== undefined && <p className="text-ink-soft">{note}</p>}
        {action !== undefined && <div className="ml-auto">{action}</div>}
      </div>
      {children}
    </section>
  )
}

import type { ReactNode } from 'react'

type PageTitleProps = { title: string; help?: string; children?: ReactNode }

/** What the page is, what it is for, and at its end what can be made here. */
export function PageTitle({ title, help, children }: PageTitleProps) {
  return (
    <div className="mb-5 flex flex-wrap items-end gap-x-6 gap-y-3">
      <div className="min-w-60 flex-1">
        <h1 className="font-bold text-3xl text-green leading-tight tracking-tight">{title}</h1>
        {help !== undefined && <p className="mt-1 max-w-3xl text-ink-soft text-lg leading-snug">{help}</p>}
      </div>
      {children}
    </div>
  )
}

import type { ReactNode } from 'react'

/** One thing to do, in the middle of the tablet. */
export function SignInFrame({ title, help, children }: { title: string; help?: string; children: ReactNode }) {
  return (
    <main className="flex flex-1 flex-col overflow-auto px-4 py-6 max-sm:py-3">
      <div className="flex w-full max-w-sm flex-col items-center gap-4 max-sm:gap-2 sm:m-auto">
        <div className="text-center">
          <h1 className="text-balance font-bold text-3xl tracking-tight">{title}</h1>
          {help !== undefined && <p className="mt-1 text-ink-soft text-lg leading-snug">{help}</p>}
        </div>
        {children}
      </div>
    </main>
  )
}

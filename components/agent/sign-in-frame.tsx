import type { ReactNode } from 'react'

/** One thing to do, in the middle of the tablet. */
export function SignInFrame({ title, help, children }: { title: string; help?: string; children: ReactNode }) {
  return (
    <main className="flex flex-1 flex-col items-center gap-4 overflow-auto px-4 py-6 sm:justify-center">
      <div className="w-full max-w-sm text-center">
        <h1 className="font-bold text-3xl tracking-tight">{title}</h1>
        {help !== undefined && <p className="mt-1 text-ink-soft text-lg leading-snug">{help}</p>}
      </div>
      {children}
    </main>
  )
}

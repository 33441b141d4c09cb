import type { ReactNode } from 'react'

/** One matter of a long form. */
export function Card({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-5 rounded-2xl border border-line bg-surface px-5 py-5">
      <h2 className="font-bold text-xl">{title}</h2>
      {children}
    </section>
  )
}

'use client'

import { useEffect, useRef } from 'react'
import { UrgentIcon } from '@/components/ui/icons'
import { type ConsoleRefusal, useProblemWords } from './problem-words'

/** Why the last attempt came to nothing: read out, and brought into sight. */
export function ProblemLine({ refusal }: { refusal: ConsoleRefusal | null }) {
  const words = useProblemWords()
  const line = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (refusal) void line.current?.scrollIntoView({ block: 'nearest' })
  }, [refusal])
  if (!refusal) return null
  return (
    <div
      ref={line}
      role="alert"
      className="flex gap-4 rounded-2xl border-alert border-l-8 bg-alert-tint px-5 py-3 text-alert text-lg"
    >
      <UrgentIcon className="mt-0.5 size-6" />
      <p>{words.problem(refusal)}</p>
    </div>
  )
}

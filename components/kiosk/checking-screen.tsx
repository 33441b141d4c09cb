'use client'

import { CardIcon } from '@/components/ui/icons'
import type { PreEnrollmentCode } from '@/lib/domain/ids'
import { maskedCode } from '@/lib/i18n/code-text'

/** A moment in which there is nothing to do. What is there within a blink is not shown at all: it would only flicker. */
export function CheckingScreen({ code }: { code: PreEnrollmentCode }) {
  return (
    <div className="flex min-h-0 flex-1 animate-late flex-col items-center justify-center gap-[4vmin] text-center">
      <span className="grid size-[max(160px,24vmin)] place-items-center rounded-full bg-green-tint text-green">
        <CardIcon className="size-[50%]" />
      </span>
      <p className="font-bold text-kiosk-strong tabular">{maskedCode(code)}</p>
      <span aria-hidden="true" className="flex gap-[2vmin]">
        {DOTS.map(delay => (
          <span key={delay} className={`size-[max(16px,2vmin)] animate-breathe rounded-full bg-green ${delay}`} />
        ))}
      </span>
    </div>
  )
}

const DOTS = ['', '[animation-delay:200ms]', '[animation-delay:400ms]']

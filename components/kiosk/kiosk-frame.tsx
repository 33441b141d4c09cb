'use client'

import type { ReactNode } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { Emblem } from '@/components/ui/emblem'
import { Guilloche } from '@/components/ui/guilloche'
import { StatusChip } from '@/components/ui/status-chip'
import type { LinkStatus } from '@/lib/client/link-status'
import { type Center, nameIn } from '@/lib/domain/catalogue'
import { StaffDoorhandle } from './staff/staff-door'

/** `welcome` and `question` leave the room to what is touched, `answer` to what is read. */
const SPLITS = {
  question: 'portrait:grid-rows-[39%_minmax(0,1fr)_auto] landscape:grid-cols-[40%_minmax(0,1fr)]',
  welcome: 'portrait:grid-rows-[43%_minmax(0,1fr)_auto] landscape:grid-cols-[40%_minmax(0,1fr)]',
  answer: 'portrait:grid-rows-[54%_minmax(0,1fr)_auto] landscape:grid-cols-[57%_minmax(0,1fr)]',
} as const

export type KioskSplit = keyof typeof SPLITS

type KioskFrameProps = {
  split: KioskSplit
  center: Center
  status: LinkStatus
  /** What is read: on green, above in portrait and left in landscape. */
  said: ReactNode
  /** What is touched: in the lower 60 % in portrait, right in landscape. */
  children: ReactNode
  footer: ReactNode
}

/** The one composition of every kiosk screen. Nothing scrolls. */
export function KioskFrame({ split, center, status, said, children, footer }: KioskFrameProps) {
  return (
    <main
      className={`touch-safe grid h-full overflow-hidden landscape:grid-rows-[minmax(0,1fr)_auto] ${SPLITS[split]}`}
    >
      <section className="relative flex flex-col overflow-hidden bg-green px-[5vmin] pt-[4vmin] pb-[3vmin] text-white">
        <Guilloche className="absolute portrait:-right-[38vmin] landscape:-right-[58vmin] portrait:-bottom-[42vmin] portrait:w-[120vmin] landscape:-top-[32vmin] landscape:w-[100vmin] text-white/10" />
        <KioskHeader center={center} />
        <div className="relative flex min-h-0 flex-1 flex-col justify-center gap-[2.4vmin]">{said}</div>
      </section>
      <div className="absolute top-[max(16px,2.4vmin)] right-[4vmin] z-10 text-balance text-kiosk portrait:max-w-[44%] [.kiosk-access_&]:max-w-none">
        <StatusChip status={status} />
      </div>
      <section className="flex min-h-0 flex-col px-[4vmin] py-[3.4vmin] landscape:col-start-2 landscape:row-span-2 landscape:row-start-1 landscape:pt-[max(92px,11vmin)]">
        {children}
      </section>
      <footer className="flex min-h-18 empty:hidden flex-wrap items-center gap-4 px-[4vmin] pb-[3.4vmin] text-green landscape:bg-green landscape:px-[5vmin] landscape:text-white">
        {footer}
      </footer>
    </main>
  )
}

function KioskHeader({ center }: { center: Center }) {
  const t = useTranslations('common')
  const language = useLocale()
  return (
    <header className="relative flex items-center gap-[1.8vmin] portrait:max-w-[48%]">
      <StaffDoorhandle>
        <Emblem className="size-[max(56px,7vmin)]" />
      </StaffDoorhandle>
      <p className="text-kiosk leading-tight">
        <span className="block text-balance font-bold">{nameIn(language, center)}</span>
        <span className="block text-green-pale">{t('purpose')}</span>
      </p>
    </header>
  )
}

'use client'

import { BothLanguages } from '@/components/ui/both-languages'
import { Button } from '@/components/ui/button'
import { RestartIcon } from '@/components/ui/icons'
import type { KioskProps } from './kiosk-types'

/** After a power cut: the oldest ticket whose paper may not have come out. Its holder may still be standing here. */
export function ReprintOffer({ unprinted, onReprint }: Pick<KioskProps, 'unprinted' | 'onReprint'>) {
  const [ticket] = unprinted
  if (!ticket) return null
  return (
    <Button
      tone="secondary"
      size="kioskSecondary"
      say="choice_reprint"
      onPress={() => onReprint(ticket.id)}
      className="mt-[max(16px,2vmin)] shrink-0"
    >
      <RestartIcon className="size-[1.1em]" />
      <span className="flex flex-wrap justify-center gap-x-[0.8em]">
        <BothLanguages>{translate => translate('kiosk.reprint', { number: ticket.number })}</BothLanguages>
      </span>
    </Button>
  )
}

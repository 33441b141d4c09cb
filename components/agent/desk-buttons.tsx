'use client'

import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Key } from './key-cap'

/** What an agent looks up, whoever is at his station; and what he begins when nobody is. */
export type DeskSheetPart = 'find' | 'help' | 'break' | 'walk_in'

/** Under the queue: to find a number that somebody reads out, and the settings with the keys. */
export function DeskButtons({ onDesk }: { onDesk: (part: DeskSheetPart) => void }) {
  const t = useTranslations('agent')
  return (
    <div className="grid grid-cols-2 gap-3 border-line border-t px-4 py-2.5">
      <Button tone="secondary" size="small" shortcut="/" opensSheet onPress={() => onDesk('find')}>
        {t('find.open')}
        <Key letter="/" />
      </Button>
      <Button tone="secondary" size="small" shortcut="?" opensSheet onPress={() => onDesk('help')}>
        {t('help.open')}
        <Key letter="?" />
      </Button>
    </div>
  )
}

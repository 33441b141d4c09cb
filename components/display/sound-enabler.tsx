'use client'

import { useTranslations } from 'use-intl'
import { DOUBLE_TAP_MS, usePress } from '@/components/ui/use-press'

/** The whole screen is the button: browsers play no sound before somebody has touched the page. */
export function SoundEnabler({ onPress }: { onPress: () => void }) {
  const t = useTranslations('display')
  return (
    <button
      type="button"
      {...usePress(onPress, DOUBLE_TAP_MS)}
      aria-label={t('enableSound')}
      className="absolute inset-0 z-20 bg-transparent"
    />
  )
}

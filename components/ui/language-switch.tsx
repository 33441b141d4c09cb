'use client'

import { useTranslations } from 'use-intl'
import type { Language } from '@/lib/domain/ids'
import { Button } from './button'

type LanguageSwitchProps = {
  language: Language
  onChange: (language: Language) => void
  size: 'kioskSecondary' | 'small'
  tone: 'plain' | 'secondary'
}

/** One button that names the other language, in that language. Never a flag. */
export function LanguageSwitch({ language, onChange, size, tone }: LanguageSwitchProps) {
  const t = useTranslations('common')
  const other: Language = language === 'fr' ? 'en' : 'fr'
  return (
    <Button tone={tone} size={size} say="choice_language" sayIn={other} onPress={() => onChange(other)}>
      <span lang={other}>{other === 'fr' ? t('french') : t('english')}</span>
    </Button>
  )
}

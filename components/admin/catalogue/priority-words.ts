'use client'

import { useTranslations } from 'use-intl'
import type { Priority } from '@/lib/domain/catalogue'
import { presetClasses } from '@/lib/domain/engine/config'

const CLASSES = ['class1', 'class2', 'class3', 'class4', 'class5', 'class6'] as const

/** The classes by the name that the seed gives them, and by what Guichet promises them. */
export function usePriorityWords() {
  const t = useTranslations('pages.services')
  const name = (priority: Priority) => t(CLASSES[priority - 1] ?? 'class6')
  return {
    name,
    choices: presetClasses('balanced').map(({ promiseMs }, index) => ({
      value: index + 1,
      label: name(index + 1),
      help: t('promise', { count: String(promiseMs / 60_000) }),
    })),
  }
}

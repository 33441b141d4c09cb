'use client'

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'

type CopyButtonProps = { text: string; label: string; className?: string }

/** Only where the browser lets a page copy: over a plain connection it does not. */
export function CopyButton({ text, label, className = '' }: CopyButtonProps) {
  const t = useTranslations('console')
  const [isCopied, setCopied] = useState(false)
  if (!window.isSecureContext) return null
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    )
  return (
    <Button tone="secondary" size="small" onPress={() => void copy()} className={className}>
      <span aria-live="polite">{isCopied ? t('copied') : label}</span>
    </Button>
  )
}

'use client'

import { BothLanguages } from '@/components/ui/both-languages'
import { Button } from '@/components/ui/button'
import { LanguageProvider } from '@/components/ui/language-provider'

/** Back to what the device said of itself. */
export function BackButton({ onPress }: { onPress: () => void }) {
  return (
    <LanguageProvider language="fr" timeZone="Africa/Douala">
      <div className="flex justify-center bg-ground pb-8">
        <Button tone="secondary" size="notice" onPress={onPress}>
          <span className="flex gap-[0.8em]">
            <BothLanguages>{t => t('retired.back')}</BothLanguages>
          </span>
        </Button>
      </div>
    </LanguageProvider>
  )
}

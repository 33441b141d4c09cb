'use client'

import { BothLanguages } from '@/components/ui/both-languages'
import { LanguageProvider } from '@/components/ui/language-provider'
import { Notice } from '@/components/ui/notice'

/** The server has sent this device away for good: it goes on alone, and a person must act. */
export function HaltNotice({ timeZone }: { timeZone: string }) {
  return (
    <LanguageProvider language="fr" timeZone={timeZone}>
      <aside className="fixed inset-x-4 bottom-4 z-50 print:hidden">
        <Notice kind="act">
          <BothLanguages className="block">{t => `${t('device.haltedTitle')} ${t('device.haltedNext')}`}</BothLanguages>
        </Notice>
      </aside>
    </LanguageProvider>
  )
}

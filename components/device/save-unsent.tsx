'use client'

import { useState } from 'react'
import { BothLanguages } from '@/components/ui/both-languages'
import { Button } from '@/components/ui/button'
import { reportFault } from '@/lib/client/fault-log'
import type { SavedFile } from '@/lib/client/unsent-events'

/** `null` before anybody has asked for it. */
export type Saving = SavedFile | 'under_way' | 'failed' | null

export type UnsentSaving = { readonly saving: Saving; readonly save: () => void }

/** Saves to a file what was not sent, and remembers how that went while this page is shown. */
export function useSaving(saveUnsent: () => Promise<SavedFile>): UnsentSaving {
  const [saving, setSaving] = useState<Saving>(null)
  function save() {
    setSaving('under_way')
    saveUnsent()
      .then(setSaving)
      .catch(fault => {
        reportFault('save what was not sent', fault)
        setSaving('failed')
      })
  }
  return { saving, save }
}

/** One large button; it stays, since a file can be lost. */
export function SaveButton({ saving, save }: UnsentSaving) {
  const isSaved = typeof saving === 'object' && saving !== null
  return (
    <Button size="notice" tone={isSaved ? 'secondary' : 'primary'} busy={saving === 'under_way'} onPress={save}>
      <span>
        <BothLanguages className="block">{t => t(isSaved ? 'unsent.saveAgain' : 'unsent.save')}</BothLanguages>
      </span>
    </Button>
  )
}

/** What became of it, in both languages. */
export function SavingAnswer({ saving, className }: { saving: Saving; className?: string }) {
  if (saving === null || saving === 'under_way') return null
  return (
    <p role={saving === 'failed' ? 'alert' : 'status'} className={className}>
      <BothLanguages className="block">
        {t =>
          saving === 'failed' ? t('unsent.failed') : t('unsent.saved', { name: saving.name, count: saving.count })
        }
      </BothLanguages>
    </p>
  )
}

'use client'

import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { CopyButton } from './ui/copy-button'
import { DialogBody, DialogButtons, DialogFrame } from './ui/dialog-frame'

type FirstPasswordProps = { employeeId: string; password: string; onClose: () => void }

/** A password that is told once. Only its own button closes it: by Escape it would be gone. */
export function FirstPasswordDialog({ employeeId, password, onClose }: FirstPasswordProps) {
  const t = useTranslations()
  return (
    <DialogFrame title={t('pages.staff.firstTitle', { employeeId })} onClose={() => undefined}>
      <DialogBody>
        <div className="flex flex-wrap items-center gap-4 rounded-2xl bg-green-tint px-5 py-4">
          <output className="flex-1 select-all break-all font-bold text-3xl text-green-deep tracking-wide">
            {password}
          </output>
          <CopyButton text={password} label={t('console.copy')} />
        </div>
        <p className="text-lg leading-snug">{t('pages.staff.firstText')}</p>
      </DialogBody>
      <DialogButtons>
        <Button size="small" onPress={onClose}>
          {t('pages.staff.firstDone')}
        </Button>
      </DialogButtons>
    </DialogFrame>
  )
}

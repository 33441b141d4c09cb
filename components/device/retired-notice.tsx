'use client'

import { useTranslations } from 'use-intl'
import { BothLanguages } from '@/components/ui/both-languages'
import { Button } from '@/components/ui/button'
import { Emblem } from '@/components/ui/emblem'
import { UrgentIcon } from '@/components/ui/icons'
import { LanguageProvider } from '@/components/ui/language-provider'
import type { RetiredDevice } from '@/lib/client/retired-device'
import type { Language } from '@/lib/domain/ids'
import { SaveButton, SavingAnswer, useSaving } from './save-unsent'

const LANGUAGES: readonly Language[] = ['fr', 'en']
const TITLES = { revoked: 'revokedTitle', store_lost: 'storeLostTitle', damaged: 'damagedTitle' } as const

type RetiredNoticeProps = { device: RetiredDevice; onEnroll: () => void }

/** The one screen of a device that may not work any more: whom to call, what is still on it, and how it comes back. */
export function RetiredNotice({ device, onEnroll }: RetiredNoticeProps) {
  return (
    <LanguageProvider language="fr" timeZone="Africa/Douala">
      <main className="grid min-h-dvh place-items-center bg-ground p-[max(16px,3vmin)]">
        <div className="flex w-full max-w-[max(720px,150vmin)] flex-col gap-[max(16px,2.6vmin)]">
          <div className="flex items-center gap-[max(16px,2.4vmin)]">
            <Emblem className="size-[max(56px,8vmin)] shrink-0" />
            {device.former && <DeviceName {...device.former} />}
          </div>
          <div className="grid gap-[max(16px,3vmin)] landscape:grid-cols-2">
            {LANGUAGES.map(language => (
              <LanguageProvider key={language} language={language} timeZone="Africa/Douala">
                <Said language={language} kind={device.kind} />
              </LanguageProvider>
            ))}
          </div>
          <Unsent device={device} onEnroll={onEnroll} />
        </div>
      </main>
    </LanguageProvider>
  )
}

function DeviceName({ label, device }: NonNullable<RetiredDevice['former']>) {
  return (
    <p className="text-[max(20px,2.6vmin)] leading-tight">
      <span className="block font-bold">{label}</span>
      <span className="block text-ink-soft tabular">{device}</span>
    </p>
  )
}

function Said({ language, kind }: { language: Language; kind: RetiredDevice['kind'] }) {
  const t = useTranslations('retired')
  return (
    <section
      lang={language}
      role="alert"
      className="flex flex-col gap-[max(12px,1.8vmin)] rounded-3xl border-2 border-alert bg-surface p-[max(16px,2.8vmin)]"
    >
      <h1 className="flex items-start gap-[0.5em] text-balance font-bold text-[max(26px,4vmin)] text-alert leading-tight">
        <UrgentIcon className="mt-[0.1em] size-[1em] shrink-0" />
        {t(TITLES[kind])}
      </h1>
      <p className="text-[max(20px,3vmin)] leading-snug">{t('citizens')}</p>
      <p className="font-semibold text-[max(20px,3vmin)] leading-snug">{t('staff')}</p>
    </section>
  )
}

/** What is still here and where it goes, and the way back into service. */
function Unsent({ device, onEnroll }: RetiredNoticeProps) {
  const saving = useSaving(device.saveUnsent)
  const { kind, unsentCount: count } = device
  return (
    <>
      {(count > 0 || kind === 'revoked') && (
        <p className="grid gap-[max(10px,1.6vmin)] text-[max(19px,2.6vmin)] leading-snug landscape:grid-cols-2 landscape:gap-x-[6vmin]">
          <BothLanguages className="block">
            {t => (count > 0 ? t('retired.unsent', { count }) : t('retired.nothingUnsent'))}
          </BothLanguages>
        </p>
      )}
      <SavingAnswer
        saving={saving.saving}
        className="break-words font-semibold text-[max(19px,2.6vmin)] text-green leading-snug"
      />
      <div className="grid gap-[max(12px,2vmin)] landscape:grid-flow-col landscape:auto-cols-fr">
        {count > 0 && <SaveButton {...saving} />}
        <Button tone="secondary" size="notice" onPress={onEnroll}>
          <span>
            <BothLanguages className="block">{t => t('retired.enrollAgain')}</BothLanguages>
          </span>
        </Button>
      </div>
    </>
  )
}

'use client'

import { Button, Input, Label, SearchField } from 'react-aria-components'
import { useTranslations } from 'use-intl'
import { CrossIcon } from '@/components/ui/icons'

type FilterFieldProps = { value: string; onChange: (value: string) => void; count: number }

export function FilterField({ value, onChange, count }: FilterFieldProps) {
  const t = useTranslations('console')
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <SearchField value={value} onChange={onChange} className="flex items-center gap-3">
        <Label className="font-semibold">{t('filter')}</Label>
        <div className="relative">
          <Input
            placeholder={t('filterHelp')}
            className="min-h-11 w-96 max-w-full rounded-lg border-2 border-line-strong bg-surface pr-12 pl-3 placeholder:text-ink-soft [&::-webkit-search-cancel-button]:hidden"
          />
          {value !== '' && (
            <Button
              aria-label={t('clearFilter')}
              className="absolute inset-y-0 right-0 grid w-11 place-items-center rounded-lg text-ink-soft"
            >
              <CrossIcon className="size-5" />
            </Button>
          )}
        </div>
      </SearchField>
      <p aria-live="polite" className="text-ink-soft">
        {t('rows', { count })}
      </p>
    </div>
  )
}

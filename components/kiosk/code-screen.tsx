'use client'

import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { ArrowRightIcon } from '@/components/ui/icons'
import { Keypad } from '@/components/ui/keypad'
import { CodeDisplay } from './code-display'
import { type CodeEntry, codeOf } from './code-entry'
import type { KioskMove } from './kiosk-flow'

type CodeScreenProps = { entry: CodeEntry; send: (move: KioskMove) => void }

export function CodeScreen({ entry, send }: CodeScreenProps) {
  const t = useTranslations('kiosk')
  return (
    <div className="mx-auto flex min-h-0 w-full max-w-[100vmin] flex-1 flex-col gap-[2vmin] portrait:gap-[3vmin]">
      <CodeDisplay entry={entry} onEditYear={() => send({ type: 'year_touched' })} />
      <div className="min-h-0 flex-1">
        <Keypad
          label={t('keypad')}
          onDigit={digit => send({ type: 'digit_typed', digit })}
          clear={{ label: t('clear'), say: 'choice_clear', onPress: () => send({ type: 'cleared' }) }}
          correct={{ label: t('correct'), say: 'choice_correct', onPress: () => send({ type: 'corrected' }) }}
        />
      </div>
      <div className="grid grid-cols-2 gap-4">
        <Button
          tone="secondary"
          size="kioskSecondary"
          say="choice_no_code"
          onPress={() => send({ type: 'code_skipped' })}
        >
          {t('codeNone')}
        </Button>
        <Button
          size="kiosk"
          say="choice_continue"
          onPress={() => send({ type: 'code_entered' })}
          disabled={codeOf(entry) === null}
        >
          {t('next')}
          <ArrowRightIcon className="size-[1.1em]" />
        </Button>
      </div>
    </div>
  )
}

'use client'

import { useTranslations } from 'use-intl'
import { Sheet } from '@/components/ui/sheet'
import { DOUBLE_TAP_MS, usePress } from '@/components/ui/use-press'
import type { AgentProps } from './agent-types'

const KEYS = [
  ['N', 'callNext'],
  ['S', 'start'],
  ['F', 'complete'],
  ['R', 'recall'],
  ['A', 'noShow'],
  ['T', 'transfer'],
  ['P', 'aside.parkOrBreak'],
  ['Z', 'undo.button'],
  ['/', 'find.title'],
  ['?', 'help.title'],
] as const

/** What an agent may choose for himself on this tablet, and the keys of its buttons. */
export function HelpSheet(props: AgentProps & { onClose: () => void }) {
  const t = useTranslations('agent')
  return (
    <Sheet label={t('help.title')} onClose={props.onClose}>
      <div className="flex flex-col gap-6">
        <AutoNextSwitch {...props} />
        <section aria-label={t('help.keys')}>
          <h3 className="font-bold text-xl">{t('help.keys')}</h3>
          <dl className="mt-3 grid grid-cols-1 gap-x-8 gap-y-2 sm:grid-cols-2">
            {KEYS.map(([key, words]) => (
              <div key={key} className="flex items-center gap-4 text-lg">
                <dt>
                  <kbd className="grid size-10 place-items-center rounded-lg border border-line-strong font-bold font-sans">
                    {key}
                  </kbd>
                </dt>
                <dd>{t(words)}</dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
    </Sheet>
  )
}

function AutoNextSwitch({ autoNext, setAutoNext }: Pick<AgentProps, 'autoNext' | 'setAutoNext'>) {
  const t = useTranslations('agent')
  const look = autoNext ? 'border-green bg-green text-white' : 'border-line-strong bg-surface text-ink'
  return (
    <button
      type="button"
      role="switch"
      aria-checked={autoNext}
      {...usePress(() => setAutoNext(!autoNext), DOUBLE_TAP_MS)}
      className={`flex min-h-18 items-center justify-between gap-5 rounded-2xl border-2 px-5 py-3 text-left ${look}`}
    >
      <span>
        <span className="block font-bold text-xl leading-tight">{t('help.autoNext')}</span>
        <span className="mt-1 block text-lg leading-snug">{t('help.autoNextHelp')}</span>
      </span>
      <strong className="shrink-0 text-xl">{t(autoNext ? 'help.on' : 'help.off')}</strong>
    </button>
  )
}

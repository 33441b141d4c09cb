'use client'

import { useContext } from 'react'
import { FormValidationContext, Input, TextField } from 'react-aria-components'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { CrossIcon } from '@/components/ui/icons'
import type { BothLanguages } from '@/lib/domain/catalogue'
import { INPUT } from './field-parts'

type OrderedLinesProps = {
  /** The field that the server names. */
  name: string
  label: string
  help: string
  lines: readonly BothLanguages[]
  onChange: (lines: BothLanguages[]) => void
  most: number
  maxLength: number
}

/** A list in both languages whose order says something: lines are added, moved and taken away. */
export function OrderedLines({ name, label, help, lines, onChange, most, maxLength }: OrderedLinesProps) {
  const t = useTranslations('console')
  const change = (index: number, line: BothLanguages) => onChange(lines.map((old, at) => (at === index ? line : old)))
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="font-semibold">{label}</legend>
      <p className="text-ink-soft leading-snug">{help}</p>
      <GroupError name={name} />
      <ol className="flex flex-col gap-2">
        {lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: reason: a line is its place, and its fields hold no state
          <li key={index} className="flex flex-wrap items-center gap-2">
            <LineText line={line} index={index} language="fr" maxLength={maxLength} onChange={change} />
            <LineText line={line} index={index} language="en" maxLength={maxLength} onChange={change} />
            <LineButtons index={index} lines={lines} onChange={onChange} />
          </li>
        ))}
      </ol>
      {lines.length < most && (
        <Button
          tone="secondary"
          size="small"
          onPress={() => onChange([...lines, { fr: '', en: '' }])}
          label={`${t('addLine')} · ${label}`}
          className="self-start"
        >
          {t('addLine')}
        </Button>
      )}
    </fieldset>
  )
}

type LineTextProps = {
  line: BothLanguages
  index: number
  language: 'fr' | 'en'
  maxLength: number
  onChange: (index: number, line: BothLanguages) => void
}

function LineText({ line, index, language, maxLength, onChange }: LineTextProps) {
  const t = useTranslations()
  const number = String(index + 1)
  return (
    <TextField
      aria-label={language === 'fr' ? t('console.lineFr', { number }) : t('console.lineEn', { number })}
      value={line[language]}
      onChange={text => onChange(index, { ...line, [language]: text })}
      maxLength={maxLength}
      className="min-w-44 flex-1"
    >
      <Input
        lang={language}
        placeholder={language === 'fr' ? t('common.french') : t('common.english')}
        className={`${INPUT} placeholder:text-ink-soft`}
      />
    </TextField>
  )
}

type LineButtonsProps = Pick<OrderedLinesProps, 'lines' | 'onChange'> & { index: number }

function LineButtons({ index, lines, onChange }: LineButtonsProps) {
  const t = useTranslations('console')
  const number = String(index + 1)
  const moved = (to: number) => onChange(lines.toSpliced(index, 1).toSpliced(to, 0, lines[index] ?? { fr: '', en: '' }))
  return (
    <div className="flex gap-1">
      <SmallButton label={t('moveUp', { number })} disabled={index === 0} onPress={() => moved(index - 1)} sign="↑" />
      <SmallButton
        label={t('moveDown', { number })}
        disabled={index === lines.length - 1}
        onPress={() => moved(index + 1)}
        sign="↓"
      />
      <Button
        tone="plain"
        size="small"
        label={t('removeLine', { number })}
        onPress={() => onChange(lines.toSpliced(index, 1))}
        className="w-11 border-transparent px-0 text-alert"
      >
        <CrossIcon className="size-6" />
      </Button>
    </div>
  )
}

type SmallButtonProps = { label: string; disabled: boolean; onPress: () => void; sign: string }

function SmallButton({ label, disabled, onPress, sign }: SmallButtonProps) {
  return (
    <Button
      tone="plain"
      size="small"
      label={label}
      disabled={disabled}
      onPress={onPress}
      className="w-11 border-transparent px-0 text-green text-xl"
    >
      {sign}
    </Button>
  )
}

/** What the server says of a list, which is no single input. */
export function GroupError({ name }: { name: string }) {
  const message = useContext(FormValidationContext)?.[name]
  if (!message) return null
  return (
    <p role="alert" className="font-semibold text-alert">
      {message}
    </p>
  )
}

'use client'

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { changeMessage, type MessageRow } from '@/lib/client/console'
import type { CenterId, InstantMs } from '@/lib/domain/ids'
import { serviceDayOf } from '@/lib/domain/service-day'
import { clockTime, shortDate } from '@/lib/i18n/formats'
import { useConsoleLanguage } from '../console-language'
import { StatusMark } from '../status-mark'
import { ConfirmDialog } from '../ui/confirm-dialog'
import { DataTable, type TableColumn } from '../ui/data-table'
import { PageTitle } from '../ui/page-title'
import { SwitchInput } from '../ui/switch-input'
import { useIsLive } from '../ui/use-is-live'
import { useSaved } from '../use-saved'
import { MessageForm } from './message-form'
import { type MessageState, stateOf } from './message-state'

type MessagesProps = { center: CenterId; timeZone: string; messages: readonly MessageRow[]; now: InstantMs }

export function Messages({ center, timeZone, messages, now }: MessagesProps) {
  const t = useTranslations()
  const isLive = useIsLive()
  const [opened, setOpened] = useState<MessageRow | 'new' | null>(null)
  const [ending, setEnding] = useState<MessageRow | null>(null)
  const [isPastShown, showPast] = useState(false)
  const isOver = (message: MessageRow) => stateOf(message, now) === 'over'
  const shown = isPastShown ? messages : messages.filter(message => !isOver(message))
  return (
    <>
      <PageTitle title={t('pages.messages.title')} help={t('pages.messages.help')}>
        <Button size="small" onPress={() => setOpened('new')}>
          {t('pages.messages.new')}
        </Button>
      </PageTitle>
      {isLive && messages.some(isOver) && (
        <div className="mb-3">
          <SwitchInput label={t('pages.messages.showOver')} isOn={isPastShown} onChange={showPast} />
        </div>
      )}
      <DataTable
        label={t('pages.messages.title')}
        items={shown}
        keyOf={({ id }) => id}
        columns={useColumns(timeZone, now)}
        onOpen={setOpened}
        actions={message => <Actions message={message} isOver={isOver(message)} onEdit={setOpened} onEnd={setEnding} />}
        empty={t('pages.messages.empty')}
      />
      {opened !== null && (
        <MessageForm
          center={center}
          timeZone={timeZone}
          message={opened === 'new' ? null : opened}
          now={now}
          onClose={() => setOpened(null)}
        />
      )}
      {ending !== null && <EndDialog center={center} message={ending} onClose={() => setEnding(null)} />}
    </>
  )
}

type ActionsProps = {
  message: MessageRow
  isOver: boolean
  onEdit: (message: MessageRow) => void
  onEnd: (message: MessageRow) => void
}

function Actions({ message, isOver, onEdit, onEnd }: ActionsProps) {
  const t = useTranslations()
  const name = useConsoleLanguage() === 'fr' ? message.textFr : message.textEn
  return (
    <>
      <Button tone="secondary" size="small" label={t('console.editNamed', { name })} onPress={() => onEdit(message)}>
        {t('console.edit')}
      </Button>
      {!isOver && (
        <Button
          tone="secondary"
          size="small"
          label={`${t('pages.messages.endNow')} · ${name}`}
          className="whitespace-nowrap"
          onPress={() => onEnd(message)}
        >
          {t('pages.messages.endNow')}
        </Button>
      )}
    </>
  )
}

function EndDialog({ center, message, onClose }: { center: CenterId; message: MessageRow; onClose: () => void }) {
  const t = useTranslations('pages.messages')
  const saved = useSaved(onClose)
  const { id, ...edit } = message
  return (
    <ConfirmDialog
      title={t('endTitle')}
      confirmLabel={t('endNow')}
      send={() => changeMessage(center, id, { ...edit, active: false })}
      onDone={() => saved()}
      onClose={onClose}
    >
      <p lang="fr">{message.textFr}</p>
      <p lang="en">{message.textEn}</p>
      <p className="text-ink-soft">{t('endText')}</p>
    </ConfirmDialog>
  )
}

const TONES = { running: 'on', coming: 'wait', over: 'off' } as const satisfies Record<MessageState, string>

function useColumns(timeZone: string, now: InstantMs): TableColumn<MessageRow>[] {
  const t = useTranslations('pages.messages')
  const moment = (at: InstantMs) =>
    t('moment', { date: shortDate(serviceDayOf(at, timeZone)), time: clockTime(at, timeZone) })
  return [
    {
      id: 'text',
      label: t('text'),
      value: ({ textFr, textEn }) => `${textFr} ${textEn}`,
      cell: ({ textFr, textEn }) => (
        <div className="max-w-xl">
          <p lang="fr">{textFr}</p>
          <p lang="en" className="text-ink-soft">
            {textEn}
          </p>
        </div>
      ),
    },
    { id: 'kind', label: t('kind'), value: ({ kind }) => t(kind), cell: ({ kind }) => t(kind) },
    {
      id: 'from',
      label: t('from'),
      value: ({ startsAt }) => startsAt ?? 0,
      cell: ({ startsAt }) => (startsAt === null ? t('atOnce') : moment(startsAt)),
    },
    {
      id: 'until',
      label: t('until'),
      value: ({ endsAt }) => endsAt ?? Number.POSITIVE_INFINITY,
      cell: ({ endsAt }) => (endsAt === null ? t('untilEnded') : moment(endsAt)),
    },
    {
      id: 'state',
      label: t('state'),
      value: message => t(stateOf(message, now)),
      cell: message => <StatusMark tone={TONES[stateOf(message, now)]}>{t(stateOf(message, now))}</StatusMark>,
    },
  ]
}

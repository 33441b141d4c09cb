'use client'

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import {
  type AdministratorRow,
  createAdministrator,
  resetAdministratorPassword,
  setAdministratorActive,
} from '@/lib/client/console'
import type { UserId } from '@/lib/domain/person'
import { serviceDayOf } from '@/lib/domain/service-day'
import { clockTime, shortDate } from '@/lib/i18n/formats'
import { FirstPasswordDialog } from './first-password'
import { RowMenu } from './row-menu'
import { StatusMark } from './status-mark'
import { ConfirmDialog } from './ui/confirm-dialog'
import { DataTable, type TableColumn } from './ui/data-table'
import { FormDialog } from './ui/form-dialog'
import { PageTitle } from './ui/page-title'
import { TextInput } from './ui/text-input'
import { useSaved } from './use-saved'

type AdministratorsProps = { administrators: readonly AdministratorRow[]; self: UserId; timeZone: string }

type Opened = { readonly kind: 'active' | 'reset'; readonly row: AdministratorRow } | { readonly kind: 'new' }
type Told = { readonly employeeId: string; readonly password: string }

export function Administrators({ administrators, self, timeZone }: AdministratorsProps) {
  const t = useTranslations('pages')
  const [opened, setOpened] = useState<Opened | null>(null)
  const [told, setTold] = useState<Told | null>(null)
  const saved = useSaved(() => setTold(null))
  const close = () => setOpened(null)
  return (
    <>
      <PageTitle title={t('administrators.title')} help={t('administrators.help')}>
        <Button size="small" onPress={() => setOpened({ kind: 'new' })}>
          {t('administrators.new')}
        </Button>
      </PageTitle>
      <DataTable
        label={t('administrators.title')}
        items={administrators}
        keyOf={({ user }) => user}
        columns={useColumns(self, timeZone)}
        sortedBy="employeeId"
        actions={row => row.user !== self && <Actions row={row} onOpen={setOpened} />}
        empty={null}
      />
      {opened !== null && <OpenedDialog opened={opened} onTold={setTold} onClose={close} />}
      {told !== null && <FirstPasswordDialog {...told} onClose={() => saved()} />}
    </>
  )
}

function Actions({ row, onOpen }: { row: AdministratorRow; onOpen: (opened: Opened) => void }) {
  const t = useTranslations('pages')
  const open = (kind: 'active' | 'reset') => ({ onAction: () => onOpen({ kind, row }) })
  return (
    <RowMenu
      label={t('more', { name: row.employeeId })}
      actions={[
        ...(row.active ? [{ id: 'reset', label: t('staff.reset'), ...open('reset') }] : []),
        { id: 'active', label: row.active ? t('retire') : t('reinstate'), ...open('active') },
      ]}
    />
  )
}

type DialogProps = { onTold: (told: Told) => void; onClose: () => void }

function OpenedDialog({ opened, onTold, onClose }: DialogProps & { opened: Opened }) {
  const t = useTranslations('pages')
  const saved = useSaved(onClose)
  if (opened.kind === 'new') return <NewAdministrator onTold={onTold} onClose={onClose} />
  const { user, employeeId, active } = opened.row
  if (opened.kind === 'reset') {
    return (
      <ConfirmDialog
        title={t('staff.resetTitle', { name: employeeId })}
        confirmLabel={t('staff.reset')}
        send={() => resetAdministratorPassword(user)}
        onDone={({ firstPassword }) => {
          onClose()
          onTold({ employeeId, password: firstPassword })
        }}
        onClose={onClose}
      >
        <p>{t('staff.resetText')}</p>
      </ConfirmDialog>
    )
  }
  return (
    <ConfirmDialog
      title={active ? t('administrators.retireTitle', { name: employeeId }) : `${t('reinstate')} · ${employeeId}`}
      confirmLabel={active ? t('retire') : t('reinstate')}
      {...(active && { word: employeeId })}
      send={() => setAdministratorActive(user, !active)}
      onDone={() => saved()}
      onClose={onClose}
    >
      {active && <p>{t('administrators.retireText')}</p>}
    </ConfirmDialog>
  )
}

function NewAdministrator({ onTold, onClose }: DialogProps) {
  const t = useTranslations('pages')
  const [employeeId, setEmployeeId] = useState('')
  return (
    <FormDialog
      title={t('administrators.new')}
      isDirty={employeeId !== ''}
      send={() => createAdministrator(employeeId)}
      onDone={({ firstPassword }) => {
        onClose()
        onTold({ employeeId: employeeId.trim(), password: firstPassword })
      }}
      onClose={onClose}
    >
      <TextInput
        name="employeeId"
        label={t('administrators.employeeId')}
        help={t('staff.employeeIdHelp')}
        isCapital
        value={employeeId}
        onChange={setEmployeeId}
        maxLength={50}
        autoFocus
      />
    </FormDialog>
  )
}

function useColumns(self: UserId, timeZone: string): TableColumn<AdministratorRow>[] {
  const t = useTranslations('pages')
  const scope = ({ center }: AdministratorRow) =>
    center === null ? t('administrators.allCenters') : t('administrators.oneCenter')
  const status = (row: AdministratorRow) => {
    if (!row.active) return t('administrators.closed')
    return row.mustChangePassword ? t('staff.accountNew') : t('staff.accountOpen')
  }
  const lastSignIn = ({ lastSignInAt: at }: AdministratorRow) =>
    at === null
      ? t('administrators.never')
      : t('messages.moment', { date: shortDate(serviceDayOf(at, timeZone)), time: clockTime(at, timeZone) })
  return [
    {
      id: 'employeeId',
      label: t('administrators.employeeId'),
      value: ({ employeeId }) => employeeId,
      cell: ({ user, employeeId }) => (
        <>
          <strong className="font-semibold text-lg">{employeeId}</strong>
          {user === self && <span className="ml-3 text-ink-soft">{t('administrators.you')}</span>}
        </>
      ),
    },
    { id: 'scope', label: t('administrators.scope'), value: scope, cell: scope },
    {
      id: 'lastSignIn',
      label: t('administrators.lastSignIn'),
      value: ({ lastSignInAt }) => lastSignInAt ?? 0,
      cell: lastSignIn,
    },
    {
      id: 'status',
      label: t('status'),
      value: status,
      cell: row => (
        <StatusMark tone={row.active ? (row.mustChangePassword ? 'wait' : 'on') : 'off'}>{status(row)}</StatusMark>
      ),
    },
  ]
}

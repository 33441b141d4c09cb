'use client'

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { changePerson, resetPassword, type ServiceRow, type StaffRow, type StationRow } from '@/lib/client/console'
import type { CenterId } from '@/lib/domain/ids'
import { CatalogueList } from '../catalogue-list'
import { FirstPasswordDialog } from '../first-password'
import { StatusMark } from '../status-mark'
import { ConfirmDialog } from '../ui/confirm-dialog'
import type { TableColumn } from '../ui/data-table'
import { useSaved } from '../use-saved'
import { StaffForm, staffEditOf } from './staff-form'
import { useServiceNames } from './stations'

export type StaffProps = {
  center: CenterId
  staff: readonly StaffRow[]
  services: readonly ServiceRow[]
  stations: readonly StationRow[]
  /** A supervisor has the agents in hand, and not those who are supervisors like him. */
  maySupervisors: boolean
}

type Told = { readonly employeeId: string; readonly password: string }

export function Staff(props: StaffProps) {
  const { center, staff, maySupervisors } = props
  const t = useTranslations('pages.staff')
  const [told, setTold] = useState<Told | null>(null)
  const saved = useSaved(() => setTold(null))
  const [resetting, setResetting] = useState<StaffRow | null>(null)
  const tell = (employeeId: string, password: string) => setTold({ employeeId, password })
  return (
    <>
      <CatalogueList
        kind="staff"
        items={staff}
        columns={useColumns(props)}
        sortedBy="name"
        nameOf={fullName}
        form={(person, onClose) => <StaffForm {...props} person={person} onMade={tell} onClose={onClose} />}
        setActive={(person, active) => changePerson(center, person.id, { ...staffEditOf(person), active })}
        mayEdit={({ role }) => maySupervisors || role === 'agent'}
        moreActions={person =>
          person.active ? [{ id: 'reset', label: t('reset'), onAction: () => setResetting(person) }] : []
        }
      />
      {resetting !== null && (
        <ConfirmDialog
          title={t('resetTitle', { name: fullName(resetting) })}
          confirmLabel={t('reset')}
          send={() => resetPassword(center, resetting.id)}
          onDone={({ firstPassword }) => {
            setResetting(null)
            tell(resetting.employeeId, firstPassword)
          }}
          onClose={() => setResetting(null)}
        >
          <p>{t('resetText')}</p>
        </ConfirmDialog>
      )}
      {told !== null && <FirstPasswordDialog {...told} onClose={() => saved()} />}
    </>
  )
}

const fullName = ({ firstName, lastName }: StaffRow) => `${firstName} ${lastName}`

function useColumns({ services, stations }: StaffProps): TableColumn<StaffRow>[] {
  const t = useTranslations()
  const named = useServiceNames(services)
  const servedBy = (person: StaffRow) =>
    person.services.length === 0 ? t('pages.staff.allServices') : named(person.services).join(', ')
  const stationOf = ({ usualStation }: StaffRow) => stations.find(({ id }) => id === usualStation)?.number ?? ''
  const account = useAccountWords()
  return [
    {
      id: 'name',
      label: t('pages.staff.name'),
      value: person => `${person.lastName} ${person.firstName}`,
      cell: person => <strong className="block font-semibold text-lg leading-tight">{fullName(person)}</strong>,
    },
    {
      id: 'employeeId',
      label: t('pages.staff.employeeId'),
      value: ({ employeeId }) => employeeId,
      cell: ({ employeeId }) => employeeId,
    },
    {
      id: 'role',
      label: t('pages.staff.role'),
      value: ({ role }) => t(`admin.role.${role}`),
      cell: ({ role }) => t(`admin.role.${role}`),
    },
    { id: 'services', label: t('pages.staff.services'), value: servedBy, cell: servedBy },
    { id: 'station', label: t('pages.staff.usualStation'), value: stationOf, cell: stationOf },
    {
      id: 'account',
      label: t('pages.staff.account'),
      value: account.text,
      cell: person => <StatusMark tone={account.tone(person)}>{account.text(person)}</StatusMark>,
    },
  ]
}

function useAccountWords() {
  const t = useTranslations('pages.staff')
  return {
    text: ({ account, mustChangePassword }: StaffRow) => {
      if (account === 'none') return t('accountNone')
      if (account === 'retired') return t('accountRetired')
      return mustChangePassword ? t('accountNew') : t('accountOpen')
    },
    tone: ({ account, mustChangePassword }: StaffRow) => {
      if (account !== 'open') return 'off' as const
      return mustChangePassword ? ('wait' as const) : ('on' as const)
    },
  }
}

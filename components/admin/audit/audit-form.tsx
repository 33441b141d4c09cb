'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { DateInput } from '@/components/admin/ui/date-input'
import { SaveButton } from '@/components/admin/ui/save-button'
import { SelectInput } from '@/components/admin/ui/select-input'
import { TextInput } from '@/components/admin/ui/text-input'
import { useIsLive } from '@/components/admin/ui/use-is-live'
import { Button } from '@/components/ui/button'
import type { AuditKind, AuditQuery } from '@/lib/client/audit'
import { type CenterId, DeviceId, type ServiceDay, TicketNumber } from '@/lib/domain/ids'
import { addressOf } from './audit-address'

type AuditFormProps = { center: CenterId; query: AuditQuery; devices: ReadonlyMap<string, string> }

const ALL = 'all'
type KindChoice = AuditKind | typeof ALL
const KINDS: readonly KindChoice[] = [ALL, 'tickets', 'floor', 'devices', 'changes']

/** What is looked for. The answer is a page with an address of its own, which can be handed on. */
export function AuditForm({ center, query, devices }: AuditFormProps) {
  const t = useTranslations('audit')
  const router = useRouter()
  const isLive = useIsLive()
  const [person, setPerson] = useState(query.person ?? '')
  const [ticket, setTicket] = useState<string>(query.ticket ?? '')
  const [device, setDevice] = useState<string>(query.device ?? ALL)
  const [kind, setKind] = useState<KindChoice>(query.kind ?? ALL)
  const [from, setFrom] = useState<ServiceDay | null>(query.from ?? null)
  const [to, setTo] = useState<ServiceDay | null>(query.to ?? null)
  const number = ticket.trim() === '' ? undefined : TicketNumber.safeParse(ticket.trim()).data
  const isWrong = ticket.trim() !== '' && number === undefined

  function search(event: FormEvent) {
    event.preventDefault()
    if (isWrong) return
    const asked = {
      ...{ person: person.trim(), ticket: number, device: DeviceId.safeParse(device).data },
      ...{ kind: kind === ALL ? undefined : kind, from: from ?? undefined, to: to ?? undefined },
    }
    router.push(addressOf(center, asked))
  }

  if (!isLive) return null
  return (
    <form onSubmit={search} className="rounded-2xl border border-line bg-surface p-4">
      <div className="grid grid-cols-2 items-start gap-4 lg:grid-cols-3 xl:grid-cols-6">
        <TextInput
          name="person"
          label={t('person')}
          help={t('personHelp')}
          value={person}
          onChange={setPerson}
          maxLength={60}
        />
        <TextInput
          name="ticket"
          label={t('ticket')}
          help={isWrong ? t('badSearch') : t('ticketHelp')}
          value={ticket}
          onChange={setTicket}
          maxLength={12}
          isCapital
        />
        <SelectInput
          name="device"
          label={t('device')}
          value={device}
          onChange={setDevice}
          choices={[
            { value: ALL, label: t('anyDevice') },
            ...[...devices].map(([id, label]) => ({ value: id, label, help: id })),
          ]}
        />
        <SelectInput
          name="kind"
          label={t('kind')}
          value={kind}
          onChange={setKind}
          choices={KINDS.map(value => ({ value, label: t(`kinds.${value}`) }))}
        />
        <DateInput name="from" label={t('from')} help={t('spanHelp')} value={from} onChange={setFrom} />
        <DateInput name="to" label={t('to')} value={to} onChange={setTo} />
      </div>
      <div className="mt-3 flex justify-end gap-3">
        <Button tone="secondary" size="small" onPress={() => location.assign(addressOf(center, {}))}>
          {t('clear')}
        </Button>
        <SaveButton label={t('search')} />
      </div>
    </form>
  )
}

'use client'

import { useTranslations } from 'use-intl'
import {
  changeStation,
  createStation,
  type ServiceRow,
  type StationFields,
  type StationRow,
} from '@/lib/client/console'
import { nameIn } from '@/lib/domain/catalogue'
import type { CenterId, ServiceId } from '@/lib/domain/ids'
import { CatalogueList } from '../catalogue-list'
import { useConsoleLanguage } from '../console-language'
import type { TableColumn } from '../ui/data-table'
import { FieldRow } from '../ui/field-parts'
import { FormDialog } from '../ui/form-dialog'
import { MultiSelect } from '../ui/multi-select'
import { TextInput } from '../ui/text-input'
import { orNull, useDraft } from '../use-draft'
import { useSaved } from '../use-saved'
import { nextStationNumber } from './free-names'

type StationsProps = { center: CenterId; stations: readonly StationRow[]; services: readonly ServiceRow[] }

export function Stations({ center, stations, services }: StationsProps) {
  return (
    <CatalogueList
      kind="stations"
      items={stations}
      columns={useColumns(services)}
      sortedBy="number"
      nameOf={({ name }) => name}
      form={(station, onClose) => <StationForm {...{ center, stations, services, station, onClose }} />}
      setActive={(station, active) => {
        const { id, ...edit } = station
        return changeStation(center, id, { ...edit, active })
      }}
    />
  )
}

function useColumns(services: readonly ServiceRow[]): TableColumn<StationRow>[] {
  const t = useTranslations('pages.stations')
  const named = useServiceNames(services)
  const servedAt = ({ services: ids }: StationRow) => {
    if (ids.length === 0) return t('noServices')
    const names = named(ids)
    return names.length === named(services.map(({ id }) => id)).length ? t('allServices') : names.join(', ')
  }
  return [
    {
      id: 'number',
      label: t('number'),
      value: ({ number }) => number,
      cell: ({ number }) => <strong className="font-bold text-xl">{number}</strong>,
    },
    { id: 'name', label: t('name'), value: ({ name }) => name, cell: ({ name }) => name },
    {
      id: 'location',
      label: t('location'),
      value: ({ location }) => location ?? '',
      cell: ({ location }) => location ?? '',
    },
    { id: 'services', label: t('services'), value: servedAt, cell: servedAt },
  ]
}

/** The names of those that are in use, in the order of the catalogue. */
export function useServiceNames(services: readonly ServiceRow[]): (ids: readonly ServiceId[]) => string[] {
  const language = useConsoleLanguage()
  return ids => services.filter(({ id, active }) => active && ids.includes(id)).map(row => nameIn(language, row))
}

type StationFormProps = StationsProps & { station: StationRow | null; onClose: () => void }

function StationForm({ center, stations, services, station, onClose }: StationFormProps) {
  const t = useTranslations('pages.stations')
  const language = useConsoleLanguage()
  const saved = useSaved(onClose)
  const draft = useDraft(useFieldsOf(station, stations, services))
  const { fields, set } = draft
  return (
    <FormDialog
      title={station ? t('edit') : t('new')}
      isDirty={draft.isDirty}
      send={() =>
        station
          ? changeStation(center, station.id, { ...fields, revision: station.revision })
          : createStation(center, fields)
      }
      onDone={() => saved()}
      onClose={onClose}
    >
      <FieldRow>
        <TextInput
          name="number"
          label={t('number')}
          help={t('numberHelp')}
          isCapital
          value={fields.number}
          onChange={number => set('number', number)}
          maxLength={4}
          autoFocus
        />
        <TextInput
          name="name"
          label={t('name')}
          value={fields.name}
          onChange={name => set('name', name)}
          maxLength={60}
        />
      </FieldRow>
      <TextInput
        name="location"
        label={t('location')}
        help={t('locationHelp')}
        isOptional
        value={fields.location ?? ''}
        onChange={location => set('location', orNull(location))}
        maxLength={120}
      />
      <MultiSelect
        name="services"
        label={t('servicesLabel')}
        value={fields.services}
        onChange={chosen => set('services', chosen)}
        choices={serviceChoices(services, language)}
      />
    </FormDialog>
  )
}

export function serviceChoices(services: readonly ServiceRow[], language: 'fr' | 'en') {
  return services.filter(({ active }) => active).map(row => ({ value: row.id, label: nameIn(language, row) }))
}

function useFieldsOf(
  station: StationRow | null,
  stations: readonly StationRow[],
  services: readonly ServiceRow[],
): StationFields {
  const t = useTranslations('pages.centers')
  if (station) {
    const { id: _, revision: __, ...fields } = station
    return fields
  }
  const number = nextStationNumber(stations)
  const served = services.filter(({ active }) => active).map(({ id }) => id)
  return { number, name: t('stationName', { number }), location: null, services: served, active: true }
}

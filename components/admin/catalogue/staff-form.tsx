'use client'

import { useTranslations } from 'use-intl'
import { changePerson, createPerson, type Edited, type StaffFields, type StaffRow } from '@/lib/client/console'
import { useConsoleLanguage } from '../console-language'
import { FieldRow } from '../ui/field-parts'
import { FormDialog } from '../ui/form-dialog'
import { MultiSelect } from '../ui/multi-select'
import { SelectInput } from '../ui/select-input'
import { TextInput } from '../ui/text-input'
import { type Draft, useDraft } from '../use-draft'
import { useSaved } from '../use-saved'
import type { StaffProps } from './staff'
import { serviceChoices } from './stations'

type StaffFormProps = StaffProps & {
  person: StaffRow | null
  /** His first password is to be told. */
  onMade: (employeeId: string, password: string) => void
  onClose: () => void
}

export function StaffForm(props: StaffFormProps) {
  const { center, person, services, onMade, onClose } = props
  const t = useTranslations('pages.staff')
  const saved = useSaved()
  const language = useConsoleLanguage()
  const draft = useDraft(fieldsOf(person))
  const { fields, set } = draft
  return (
    <FormDialog
      title={person ? t('edit') : t('new')}
      isDirty={draft.isDirty}
      send={() =>
        person
          ? changePerson(center, person.id, { ...fields, revision: person.revision })
          : createPerson(center, fields)
      }
      onDone={made => {
        onClose()
        if (made) onMade(fields.employeeId.trim().toUpperCase(), made.firstPassword)
        else saved()
      }}
      onClose={onClose}
    >
      <PersonFields draft={draft} />
      <WorkFields {...props} draft={draft} />
      <MultiSelect
        name="services"
        label={t('servicesLabel')}
        help={t('servicesHelp')}
        isOptional
        value={fields.services}
        onChange={chosen => set('services', chosen)}
        choices={serviceChoices(services, language)}
      />
    </FormDialog>
  )
}

function PersonFields({ draft: { fields, set } }: { draft: Draft<StaffFields> }) {
  const t = useTranslations('pages.staff')
  return (
    <FieldRow>
      <TextInput
        name="firstName"
        label={t('firstName')}
        value={fields.firstName}
        onChange={name => set('firstName', name)}
        maxLength={60}
        autoFocus
      />
      <TextInput
        name="lastName"
        label={t('lastName')}
        value={fields.lastName}
        onChange={name => set('lastName', name)}
        maxLength={60}
      />
      <TextInput
        name="employeeId"
        label={t('employeeId')}
        help={t('employeeIdHelp')}
        isCapital
        value={fields.employeeId}
        onChange={id => set('employeeId', id)}
        maxLength={50}
      />
    </FieldRow>
  )
}

/** Stands for no station in a list of choices. */
const NONE = 0

function WorkFields({
  draft: { fields, set },
  stations,
  maySupervisors,
}: StaffFormProps & { draft: Draft<StaffFields> }) {
  const t = useTranslations()
  const inUse = stations.filter(({ id, active }) => active || id === fields.usualStation)
  const choices = [
    { value: NONE, label: t('pages.staff.noStation') },
    ...inUse.map(({ id, name }) => ({ value: Number(id), label: name })),
  ]
  const choose = (chosen: number) => set('usualStation', inUse.find(({ id }) => id === chosen)?.id ?? null)
  return (
    <FieldRow>
      <SelectInput
        name="role"
        label={t('pages.staff.role')}
        help={t('pages.staff.roleHelp')}
        isDisabled={!maySupervisors}
        value={fields.role}
        onChange={role => set('role', role)}
        choices={[
          { value: 'agent', label: t('admin.role.agent') },
          { value: 'supervisor', label: t('admin.role.supervisor') },
        ]}
      />
      <SelectInput
        name="usualStation"
        label={t('pages.staff.usualStation')}
        isOptional
        value={fields.usualStation ?? NONE}
        onChange={choose}
        choices={choices}
      />
    </FieldRow>
  )
}

/** What is sent back of a row: what is known of the account is not the form's. */
export function staffEditOf(person: StaffRow): Edited<StaffFields> {
  const { id: _, account: __, mustChangePassword: ___, lastSignInAt: ____, ...edit } = person
  return edit
}

function fieldsOf(person: StaffRow | null): StaffFields {
  if (person) {
    const { revision: _, ...fields } = staffEditOf(person)
    return fields
  }
  return { employeeId: '', firstName: '', lastName: '', role: 'agent', services: [], usualStation: null, active: true }
}

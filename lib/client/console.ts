import * as z from 'zod/mini'
import type { CenterId, DeviceId, DurationMs, ServiceId, StationId, Surface } from '@/lib/domain/ids'
import type { UserId } from '@/lib/domain/person'
import * as bodies from '@/lib/protocol/console'
import * as devices from '@/lib/protocol/console-devices'
import type * as rows from '@/lib/protocol/console-rows'
import { PROBLEMS, Problem, type ProblemCode } from '@/lib/protocol/rest'

/** What forms fill in. */
export type CenterFields = bodies.CenterFields
export type ServiceFields = bodies.ServiceFields
export type StationFields = bodies.StationFields
export type StaffFields = bodies.StaffFields
export type MessageFields = bodies.MessageFields
export type QueueRulesChoice = bodies.QueueRulesChoice
export type ConsoleCommand = bodies.ConsoleCommand
export type CommandAnswer = bodies.CommandAnswer
export type DeviceHealth = bodies.DeviceHealth
export type CancelCode = bodies.CancelCode
export type UnservedFate = bodies.UnservedFate

/** What pages are given. */
export type CenterRow = rows.CenterRow
export type ServiceRow = rows.ServiceRow
export type StationRow = rows.StationRow
export type StaffRow = rows.StaffRow
export type MessageRow = rows.MessageRow
export type AdministratorRow = rows.AdministratorRow
export type DeviceRow = devices.DeviceRow

/** With the revision that was read: whoever was faster is not overwritten. */
export type Edited<Fields> = Fields & { readonly revision: number }

/** `offline`, `unanswered` and `unconfirmed`: what was asked may have been done all the same. Of `unavailable` nothing was. */
export type ConsoleProblem = ProblemCode | 'offline' | 'unanswered' | 'unconfirmed' | 'unknown'

/** What came of a request: what was answered, or why not, and which field of the form it is about. */
export type ConsoleOutcome<Answer> =
  | { readonly ok: true; readonly value: Answer }
  | {
      readonly ok: false
      readonly problem: ConsoleProblem
      readonly field: string | null
      /** Of `refused`: what the queue's own rules say. */
      readonly refusal: string | null
    }

type Method = 'POST' | 'PATCH' | 'DELETE'

const Anything = z.unknown()
const Row = z.looseObject({ id: z.int() })
/** What it says is read anew with the page. */
const Changed = z.pipe(
  Anything,
  z.transform(() => null),
)
const NewPerson = z.looseObject({ firstPassword: z.string() })

export const createCenter = (fields: CenterFields) => send('POST', 'centers', bodies.CenterFields, fields, Row)
export const changeCenter = (center: CenterId, edit: Edited<CenterFields>) =>
  send('PATCH', at(center), bodies.CenterEdit, edit, Anything)
export const addQueueRules = (center: CenterId, choice: QueueRulesChoice) =>
  send('POST', `${at(center)}/queue-rules`, bodies.QueueRulesChoice, choice, Anything)

export const changeKioskPin = (center: CenterId, pin: string | null) =>
  send('POST', `${at(center)}/kiosk-pin`, bodies.KioskPinChoice, { pin }, Anything)

export const createService = (center: CenterId, fields: ServiceFields) =>
  send('POST', `${at(center)}/services`, bodies.ServiceFields, fields, Row)
export const changeService = (center: CenterId, service: ServiceId, edit: Edited<ServiceFields>) =>
  send('PATCH', `${at(center)}/services/${service}`, bodies.ServiceEdit, edit, Anything)

export const createStation = (center: CenterId, fields: StationFields) =>
  send('POST', `${at(center)}/stations`, bodies.StationFields, fields, Row)
export const changeStation = (center: CenterId, station: StationId, edit: Edited<StationFields>) =>
  send('PATCH', `${at(center)}/stations/${station}`, bodies.StationEdit, edit, Anything)

export const createPerson = (center: CenterId, fields: StaffFields) =>
  send('POST', `${at(center)}/staff`, bodies.StaffFields, fields, NewPerson)
export const changePerson = (center: CenterId, agent: number, edit: Edited<StaffFields>) =>
  send('PATCH', `${at(center)}/staff/${agent}`, bodies.StaffEdit, edit, Changed)
export const resetPassword = (center: CenterId, agent: number) =>
  send('POST', `${at(center)}/staff/${agent}/password`, Anything, {}, NewPerson)
export const createAdministrator = (employeeId: string) =>
  send('POST', 'administrators', bodies.AdministratorFields, { employeeId }, NewPerson)

export const setAdministratorActive = (user: UserId, active: boolean) =>
  send('PATCH', `administrators/${user}`, bodies.AdministratorEdit, { active }, Anything)
export const resetAdministratorPassword = (user: UserId) =>
  send('POST', `administrators/${user}/password`, Anything, {}, NewPerson)

export const createMessage = (center: CenterId, fields: MessageFields) =>
  send('POST', `${at(center)}/messages`, bodies.MessageFields, fields, Row)
export const changeMessage = (center: CenterId, message: number, edit: Edited<MessageFields>) =>
  send('PATCH', `${at(center)}/messages/${message}`, bodies.MessageEdit, edit, Anything)

export const createDeviceCode = (center: CenterId, request: z.infer<typeof bodies.DeviceCodeRequest>) =>
  send('POST', `${at(center)}/devices/codes`, bodies.DeviceCodeRequest, request, bodies.DeviceCode)
export const renameDevice = (center: CenterId, device: DeviceId, label: string) =>
  send('PATCH', `${at(center)}/devices/${device}`, bodies.DeviceRename, { label }, Anything)
export const revokeDevice = (center: CenterId, device: DeviceId) =>
  send('DELETE', `${at(center)}/devices/${device}`, Anything, undefined, Anything)
export const moveDevice = (center: CenterId, device: DeviceId, surface: Surface) =>
  send('POST', `${at(center)}/devices/${device}/move`, devices.DeviceMove, { surface }, bodies.DeviceCode)

export const sendCommand = (center: CenterId, command: ConsoleCommand) =>
  send('POST', `${at(center)}/commands`, bodies.ConsoleCommand, command, bodies.CommandAnswer)

/** A network that only swallows what is sent would keep a form busy for minutes. */
const REQUEST_MS_MAX: DurationMs = 15_000

const at = (center: CenterId) => `centers/${center}`

const ConsoleProblemBody = z.extend(Problem, {
  refusal: z.optional(z.string()),
  /** Of `unavailable`: was nothing done? Who does not say so does not know. */
  outcome: z.optional(z.string()),
})

/** What the contract refuses is not even sent: the form learns at once which field it is. */
async function send<Answer>(
  method: Method,
  path: string,
  body: z.ZodMiniType,
  given: unknown,
  answer: z.ZodMiniType<Answer>,
): Promise<ConsoleOutcome<Answer>> {
  const read = body.safeParse(given)
  if (!read.success) return refused('invalid_request', String(read.error.issues[0]?.path[0] ?? '') || null)
  const response = await fetch(`/api/v1/admin/${path}`, request(method, read.data)).catch(problemWithoutAnswer)
  if (typeof response === 'string') return refused(response)
  const told: unknown = await response.json().catch(() => undefined)
  if (!response.ok) return problemOf(told)
  const value = answer.safeParse(told)
  return value.success ? { ok: true, value: value.data } : refused('unknown')
}

function request(method: Method, body: unknown): RequestInit {
  const signal = AbortSignal.timeout(REQUEST_MS_MAX)
  if (body === undefined) return { method, signal }
  return { method, signal, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
}

function problemWithoutAnswer(fault: unknown): 'unanswered' | 'offline' {
  return fault instanceof DOMException && fault.name === 'TimeoutError' ? 'unanswered' : 'offline'
}

function problemOf(told: unknown): ConsoleOutcome<never> {
  const problem = ConsoleProblemBody.safeParse(told)
  if (!problem.success) return refused('unconfirmed')
  const { code, field, refusal, outcome } = problem.data
  if (code === 'unavailable' && outcome !== 'nothing') return refused('unconfirmed')
  return refused(isProblemCode(code) ? code : 'unknown', field?.split('.')[0] ?? null, refusal ?? null)
}

function isProblemCode(code: string): code is ProblemCode {
  return Object.hasOwn(PROBLEMS, code)
}

function refused(
  problem: ConsoleProblem,
  field: string | null = null,
  refusal: string | null = null,
): ConsoleOutcome<never> {
  return { ok: false, problem, field, refusal }
}

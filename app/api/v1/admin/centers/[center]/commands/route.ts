import { problemResponse, refusedResponse, unavailableResponse } from '@/app/api/answer'
import { AgentId, type CenterId } from '@/lib/domain/ids'
import { ConsoleCommand } from '@/lib/protocol/console'
import { type AuditEntry, writeAudit } from '@/lib/server/audit'
import { sendCommand } from '@/lib/server/commands'
import { type AtCenter, atCenter, type Desk, told, withBody } from '../../../at-center'

/** What a supervisor does with the queue of today. */
export function POST(request: Request, route: AtCenter): Promise<Response> {
  return atCenter(request, route, 'agent_management', (desk, center) =>
    withBody(request, ConsoleCommand, command => carryOut(desk, center, command)),
  )
}

async function carryOut(desk: Desk, center: CenterId, command: ConsoleCommand): Promise<Response> {
  const { context, person, now } = desk
  const agent = await memberOfStaff(desk)
  const outcome = await sendCommand({ ...context, now }, { center, person: person.user, agent }, command)
  if (outcome.ok) {
    const isAudited = await audit(desk, center, command, { ...command, ...countsOf(outcome.value) })
    return isAudited ? told(outcome.value) : unavailableResponse('unknown')
  }
  const { refusal } = outcome
  if (refusal.code === 'not_found') return problemResponse('not_found')
  if (refusal.code === 'refused') return refusedResponse(refusal.refusal)
  if (refusal.outcome === 'unknown') await audit(desk, center, command, { ...command, outcome: 'unknown' })
  return unavailableResponse(refusal.outcome)
}

/** Null for a person who is none of a center's staff. */
async function memberOfStaff({ database, person }: Desk): Promise<AgentId | null> {
  const [row] = await database.sql<
    { agent: number | null }[]
  >`select agent_id as agent from users where id = ${person.user}`
  return row?.agent ? AgentId.parse(row.agent) : null
}

/**
 * The queue's own record has what came of it; here stands which person wanted it.
 *
 * @returns false when it could not be written: the log has it instead, and whoever asked must not read that nothing was done
 */
async function audit(
  { database, context, person }: Desk,
  center: CenterId,
  command: ConsoleCommand,
  after: object,
): Promise<boolean> {
  const action = `command.${command.kind}`
  const entry = { person, center, action, subject: subjectOf(command, center), before: null, after }
  try {
    await database.begin(sql => writeAudit(sql, entry))
    return true
  } catch (fault) {
    const { user, employeeId } = person
    context.log.error({ err: fault, entry: { ...entry, person: { user, employeeId } } }, 'a command was not audited')
    return false
  }
}

function countsOf({
  closed,
  carried,
}: {
  closed?: number | undefined
  carried?: readonly unknown[] | undefined
}): object {
  return closed === undefined ? {} : { closed, carried: carried?.length ?? 0 }
}

function subjectOf(command: ConsoleCommand, center: CenterId): AuditEntry['subject'] {
  if ('ticket' in command) return { kind: 'ticket', id: command.ticket }
  if ('station' in command) return { kind: 'station', id: command.station }
  if ('service' in command) return { kind: 'service', id: command.service }
  if ('device' in command) return { kind: 'device', id: command.device }
  return { kind: 'center', id: center }
}

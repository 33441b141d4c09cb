import { seedDemonstration } from '@/drizzle/seed'
import { type AgentId, CenterId } from '@/lib/domain/ids'
import type { Role } from '@/lib/domain/permissions'
import type { Database } from '@/lib/server/database'
import { hashPassword } from '@/lib/server/people/passwords'

export const PASSWORD = 'quatre pirogues au marché'

/** The demonstration center, and another one. */
export async function twoCenters(database: Database): Promise<readonly [CenterId, CenterId]> {
  const here = CenterId.parse(await database.begin(seedDemonstration))
  const [row] = await database.sql<{ id: number }[]>`
    insert into centers (code, name_fr, name_en, opens_at, closes_at)
    values ('DLA1', 'Centre CNI de Douala I', 'Douala I CNI Centre', '07:30', '15:30') returning id`
  return [here, CenterId.parse(row?.id)]
}

type Employment = {
  readonly role?: Role
  readonly center: CenterId | null
  readonly mustChange?: boolean
  /** The member of a center's staff that he is. */
  readonly agent?: AgentId | null
}

/** An account with `PASSWORD`. */
export async function employ(
  database: Database,
  employeeId: string,
  { role = 'agent', center, mustChange = false, agent = null }: Employment,
): Promise<void> {
  await database.sql`
    insert into users (employee_id, role, center_id, agent_id, password_hash, must_change_password)
    values (${employeeId}, ${role}, ${center}, ${agent}, ${await hashPassword(PASSWORD)}, ${mustChange})`
}

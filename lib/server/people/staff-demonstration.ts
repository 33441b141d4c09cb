import * as z from 'zod/mini'
import type { CenterId } from '@/lib/domain/ids'
import { EmployeeId } from '@/lib/domain/person'
import type { Database } from '@/lib/server/database'

const DemonstrationAccount = z.object({ employeeId: EmployeeId, name: z.string() })
export type DemonstrationAccount = z.infer<typeof DemonstrationAccount>

/**
 * Accounts for the staff of a center of which nobody has one, so that a demonstration can be tried at once. They need not
 * change the password: whoever sees it has chosen to.
 *
 * @returns empty when somebody of the center has an account: then it is nobody's to try any more
 */
export async function giveDemonstrationAccounts(
  database: Database,
  center: CenterId,
  passwordHash: string,
): Promise<DemonstrationAccount[]> {
  const [known] = await database.sql`select 1 from users where center_id = ${center} limit 1`
  if (known) return []
  const rows = await database.sql`
    with given as (
      insert into users (employee_id, role, center_id, agent_id, password_hash, must_change_password)
      select upper(employee_id), role, center_id, id, ${passwordHash}, false from agents where center_id = ${center} and is_active
      on conflict do nothing returning employee_id, agent_id)
    select g.employee_id as "employeeId", a.first_name || ' ' || a.last_name as name
    from given g join agents a on a.id = g.agent_id order by g.employee_id`
  return rows.map(row => DemonstrationAccount.parse(row))
}

import { AdministratorFields } from '@/lib/protocol/console'
import { createAdministrator, listAdministrators } from '@/lib/server/console/administrators'
import { answered, forAllCenters, told, withBody } from '../at-center'

export function GET(request: Request): Promise<Response> {
  return forAllCenters(request, 'full_access', async ({ database }) => told(await listAdministrators(database)))
}

export function POST(request: Request): Promise<Response> {
  return forAllCenters(request, 'full_access', desk =>
    withBody(request, AdministratorFields, async ({ employeeId }) =>
      answered(await createAdministrator(desk, employeeId), 201),
    ),
  )
}

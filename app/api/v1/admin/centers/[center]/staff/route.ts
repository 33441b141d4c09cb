import { StaffFields } from '@/lib/protocol/console'
import { createStaff, listStaff } from '@/lib/server/console/staff'
import { type AtCenter, answered, atCenter, told, withBody } from '../../../at-center'

export function GET(request: Request, context: AtCenter): Promise<Response> {
  return atCenter(request, context, 'agent_management', async ({ database }, center) =>
    told(await listStaff(database, center)),
  )
}

export function POST(request: Request, context: AtCenter): Promise<Response> {
  return atCenter(request, context, 'agent_management', (desk, center) =>
    withBody(request, StaffFields, async fields => answered(await createStaff(desk, center, fields), 201)),
  )
}

import { listDevices } from '@/lib/server/console/devices'
import { type AtCenter, atCenter, told } from '../../../at-center'

export function GET(request: Request, context: AtCenter): Promise<Response> {
  return atCenter(request, context, 'agent_management', async ({ database }, center) =>
    told(await listDevices(database.sql, center)),
  )
}

import { ServiceFields } from '@/lib/protocol/console'
import { createIn } from '@/lib/server/console/editing'
import { listServices, serviceKind } from '@/lib/server/console/services'
import { type AtCenter, answered, atCenter, told, withBody } from '../../../at-center'

export function GET(request: Request, context: AtCenter): Promise<Response> {
  return atCenter(request, context, 'full_access', async ({ database }, center) =>
    told(await listServices(database, center)),
  )
}

export function POST(request: Request, context: AtCenter): Promise<Response> {
  return atCenter(request, context, 'full_access', (desk, center) =>
    withBody(request, ServiceFields, async fields =>
      answered(await createIn(desk, serviceKind(desk.now), center, fields), 201),
    ),
  )
}

import { StationFields } from '@/lib/protocol/console'
import { createIn } from '@/lib/server/console/editing'
import { listStations, stationKind } from '@/lib/server/console/stations'
import { type AtCenter, answered, atCenter, told, withBody } from '../../../at-center'

export function GET(request: Request, context: AtCenter): Promise<Response> {
  return atCenter(request, context, 'full_access', async ({ database }, center) =>
    told(await listStations(database, center)),
  )
}

export function POST(request: Request, context: AtCenter): Promise<Response> {
  return atCenter(request, context, 'full_access', (desk, center) =>
    withBody(request, StationFields, async fields =>
      answered(await createIn(desk, stationKind(desk.now), center, fields), 201),
    ),
  )
}

import { gated } from '@/app/api/auth/gate'
import { CenterFields } from '@/lib/protocol/console'
import { createCenter, listCenters } from '@/lib/server/console/centers'
import { answered, forAllCenters, told, withBody } from '../at-center'

/** The centers that a person manages: none for who manages none. */
export function GET(request: Request): Promise<Response> {
  return gated(request, { permission: null, center: null }, async (person, { database }) =>
    told(await listCenters(database, person)),
  )
}

export function POST(request: Request): Promise<Response> {
  return forAllCenters(request, 'full_access', desk =>
    withBody(request, CenterFields, async fields => answered(await createCenter(desk, fields), 201)),
  )
}

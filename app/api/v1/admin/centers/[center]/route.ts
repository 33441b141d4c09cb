import { problemResponse } from '@/app/api/answer'
import { CenterEdit } from '@/lib/protocol/console'
import { editCenter, findCenter } from '@/lib/server/console/centers'
import { type AtCenter, answered, atCenter, told, withBody } from '../../at-center'

export function GET(request: Request, context: AtCenter): Promise<Response> {
  return atCenter(request, context, 'agent_management', async ({ database }, center) => {
    const row = await findCenter(database, center)
    return row ? told(row) : problemResponse('not_found')
  })
}

export function PATCH(request: Request, context: AtCenter): Promise<Response> {
  return atCenter(request, context, 'full_access', (desk, center) =>
    withBody(request, CenterEdit, async ({ revision, ...fields }) =>
      answered(await editCenter(desk, center, fields, revision)),
    ),
  )
}

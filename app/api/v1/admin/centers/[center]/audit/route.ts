import { problemResponse } from '@/app/api/answer'
import { readAuditQuery } from '@/lib/server/console/audit-query'
import { searchAudit } from '@/lib/server/console/audit-search'
import { findCenter } from '@/lib/server/console/centers'
import { type AtCenter, atCenter, told } from '../../../at-center'

export function GET(request: Request, context: AtCenter): Promise<Response> {
  return atCenter(request, context, 'reports', async ({ database, now }, center) => {
    const query = readAuditQuery(new URL(request.url).searchParams)
    if (!query) return problemResponse('invalid_request')
    const found = await findCenter(database, center)
    if (!found) return problemResponse('not_found')
    return told(await searchAudit(database.sql, { center, timeZone: found.timeZone }, query, now))
  })
}

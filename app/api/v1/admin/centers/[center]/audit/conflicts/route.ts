import { problemResponse } from '@/app/api/answer'
import { ServiceDay } from '@/lib/domain/ids'
import { isInCalendar } from '@/lib/domain/service-day'
import { conflictsOfDay } from '@/lib/server/console/audit-conflicts'
import { type AtCenter, answered, atCenter } from '../../../../at-center'

export function GET(request: Request, context: AtCenter): Promise<Response> {
  return atCenter(request, context, 'reports', async ({ database }, center) => {
    const day = ServiceDay.safeParse(new URL(request.url).searchParams.get('day'))
    if (!day.success || !isInCalendar(day.data)) return problemResponse('invalid_request')
    return answered(await conflictsOfDay(database, { center }, day.data))
  })
}

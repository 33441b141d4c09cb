import { serverContext } from '@/app/api/context'

export const dynamic = 'force-dynamic'

/** May traffic be sent here? Yes, when the database answers. */
export async function GET(): Promise<Response> {
  const isReady = await serverContext().database.sql`select 1`.then(() => true).catch(() => false)
  const body = {
    status: isReady ? 'ready' : 'not_ready',
    checks: { database: isReady },
    timestamp: new Date().toISOString(),
  }
  return Response.json(body, { status: isReady ? 200 : 503 })
}

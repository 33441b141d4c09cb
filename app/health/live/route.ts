export const dynamic = 'force-dynamic'

/** The process runs. Says nothing of what it depends on. */
export function GET(): Response {
  return Response.json({ status: 'alive', timestamp: new Date().toISOString() })
}

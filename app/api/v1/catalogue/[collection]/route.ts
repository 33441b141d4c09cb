import { answering, problemResponse } from '@/app/api/answer'
import { serverContext } from '@/app/api/context'
import { CATALOGUE_COLLECTIONS, CatalogueQuery } from '@/lib/protocol/rest'
import { readCataloguePage } from '@/lib/server/catalogue'
import { verifyToken } from '@/lib/server/sync-token'

const LIMIT_DEFAULT = 200

/** A device pulls what changed in one collection of its own center. */
export async function GET(request: Request, context: { params: Promise<{ collection: string }> }): Promise<Response> {
  const { collection: name } = await context.params
  const collection = CATALOGUE_COLLECTIONS.find(known => known === name)
  if (!collection) return problemResponse('not_found')
  const { searchParams } = new URL(request.url)
  const query = CatalogueQuery.safeParse({
    since: Number(searchParams.get('since') ?? 0),
    limit: Number(searchParams.get('limit') ?? LIMIT_DEFAULT),
    measured: searchParams.get('measured') ?? undefined,
  })
  if (!query.success) return problemResponse('invalid_request')

  return answering(async () => {
    const { database, keys, revocations } = serverContext()
    const claims = await verifyToken(keys.token, bearerOf(request), Date.now())
    if (!claims) return problemResponse('token_invalid')
    if (revocations.has(claims.device)) return problemResponse('device_revoked')
    return Response.json(
      await readCataloguePage(database, claims.center, collection, { ...query.data, surface: claims.surface }),
    )
  })
}

function bearerOf(request: Request): string {
  return (request.headers.get('authorization') ?? '').replace(/^Bearer /, '')
}

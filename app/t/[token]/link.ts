import 'server-only'
import type { ServerContext } from '@/app/api/context'
import type { Result } from '@/lib/domain/result'
import { refuse } from '@/lib/domain/result'
import type { LinkedTicket } from '@/lib/protocol/phone'
import { type LinkRefusal, openLink, whileGood } from '@/lib/server/phone/link'

/** The ticket that a link of ours is for, while it is good. A link that nobody made costs no question of the database. */
export async function linkedBy(
  { keys, database }: ServerContext,
  token: string,
): Promise<Result<LinkedTicket & { readonly timeZone: string }, LinkRefusal>> {
  const linked = openLink(keys, token)
  if (!linked) return refuse({ code: 'link_unknown' })
  const [center] = await database.sql<{ zone: string }[]>`
    select time_zone as zone from centers where id = ${linked.center}`
  if (!center) return refuse({ code: 'link_unknown' })
  return whileGood({ ...linked, timeZone: center.zone }, Date.now())
}

import { type CodeFacts, type CodePlace, type CodeVerdict, codeVerdict } from '@/lib/domain/code-check'
import { type CenterId, type InstantMs, type PreEnrollmentCode, ServiceId } from '@/lib/domain/ids'
import { serviceDayOf } from '@/lib/domain/service-day'
import type { Database } from '../database'
import type { Idcam } from './idcam'

export type CodeCheckPorts = {
  readonly database: Pick<Database, 'sql'>
  readonly idcam: Pick<Idcam, 'ask'>
  readonly now: () => InstantMs
}

/** What a visitor at a kiosk of this center is told of his code. Nothing of it is kept. */
export async function checkCode(
  { database, idcam, now }: CodeCheckPorts,
  kiosk: { readonly center: CenterId; readonly timeZone: string },
  code: PreEnrollmentCode,
): Promise<CodeVerdict> {
  const said = await idcam.ask(code)
  if (said === null) return { kind: 'unavailable' }
  if (said === 'unknown_code') return { kind: 'unknown_code' }
  const today = serviceDayOf(now(), kiosk.timeZone)
  return codeVerdict(said, { ...(await readPlace(database, kiosk.center, said)), today })
}

type CenterRow = { readonly id: number; readonly code: string; readonly nameFr: string; readonly nameEn: string }
type ServiceRow = { readonly id: number; readonly code: string; readonly active: boolean }

async function readPlace(
  { sql }: Pick<Database, 'sql'>,
  center: CenterId,
  { centerCode }: CodeFacts,
): Promise<Omit<CodePlace, 'today'>> {
  const centers = await sql<CenterRow[]>`
    select id, code, name_fr as "nameFr", name_en as "nameEn" from centers where id = ${center} or code = ${centerCode}`
  const services = await sql<ServiceRow[]>`
    select id, code, is_active as active from service_types where center_id = ${center}`
  const named = centers.find(({ code }) => code === centerCode)
  return {
    centerCode: centers.find(({ id }) => id === center)?.code ?? '',
    namedCenter: named ? { nameFr: named.nameFr, nameEn: named.nameEn } : null,
    services: services.map(({ id, code, active }) => ({ id: ServiceId.parse(id), code, active })),
  }
}

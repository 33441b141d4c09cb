import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { addDays, serviceDayOf } from '@/lib/domain/service-day'

/**
 * An IDCAM for demonstrations and tests, over HTTP, as its specification describes it:
 * `GET /api/v1/pre-enrollment/{code}/validate` with `Authorization: Bearer <key>`. It keeps and logs nothing.
 *
 * Every code is known, and says nothing of its service, so that a visitor is asked. Codes of the year 2001 are its cases:
 *
 * | Code          | it answers                                                        | the kiosk                   |
 * | ------------- | ----------------------------------------------------------------- | --------------------------- |
 * | CNI2001000001 | 404                                                               | unknown code                |
 * | CNI2001000002 | `biometrics_complete`, `collection_from` in a week                | card not ready, and until when |
 * | CNI2001000003 | `biometrics_complete`                                             | card not ready              |
 * | CNI2001000004 | `center_code` of another center                                   | wrong center                |
 * | CNI2001000005 | `appointment_date` tomorrow                                       | wrong day                   |
 * | CNI2001000006 | `ready_for_collection`                                            | card collection is settled  |
 * | CNI2001000007 | `ready_for_biometrics`, `NEW_APPLICATION`, here and today         | new application is settled  |
 * | CNI2001000008 | after 10 s                                                        | checked at the station      |
 * | CNI2001000009 | 500                                                               | checked at the station      |
 * | CNI2001000010 | `valid: false`                                                    | unknown code                |
 * | CNI2001000011 | 200 and no JSON                                                   | checked at the station      |
 */
export type IdcamSimulator = {
  readonly url: string
  /** How often it was asked, with the right key. */
  readonly asked: number
  close(): Promise<void>
}

export const SIMULATED_KEY = 'key-of-the-simulator'
/** A center that the demonstration does not have. */
export const OTHER_CENTER = 'DLA1'

const PATH = /^\/api\/v1\/pre-enrollment\/(CNI\d{10})\/validate$/
const CASES_OF = 'CNI2001'
const SLOW_MS = 10_000
const IN_A_WEEK = 7
const TIME_ZONE = 'Africa/Douala'

/** Invented, and in each answer, so that whoever keeps it is found out. */
const PERSON = { first_name: 'Jean-Exemple', last_name: 'Simulé', documents_submitted: ['birth_certificate', 'photo'] }

type Answer = { readonly status?: number; readonly afterMs?: number; readonly body: unknown }

/** @param port 0 for one that is free */
export async function startIdcamSimulator(port = 0): Promise<IdcamSimulator> {
  const later = new Set<ReturnType<typeof setTimeout>>()
  let asked = 0
  const server = createServer((request, response) => {
    const [, code] = PATH.exec(request.url ?? '') ?? []
    if (!code || request.method !== 'GET') return tell(response, { status: 404, body: { error: 'no such path' } })
    if (request.headers.authorization !== `Bearer ${SIMULATED_KEY}`) return refuseKey(request, response)
    asked += 1
    const answer = answerFor(code)
    const timer = setTimeout(() => {
      later.delete(timer)
      tell(response, answer)
    }, answer.afterMs ?? 0)
    later.add(timer)
  })
  const url = `http://127.0.0.1:${await listen(server, port)}`
  return {
    url,
    get asked() {
      return asked
    },
    close: () => {
      for (const timer of later) clearTimeout(timer)
      server.closeAllConnections()
      return new Promise((resolve, reject) => server.close(fault => (fault ? reject(fault) : resolve())))
    },
  }
}

function answerFor(code: string): Answer {
  if (!code.startsWith(CASES_OF)) return known({})
  const today = serviceDayOf(Date.now(), TIME_ZONE)
  switch (Number(code.slice(CASES_OF.length))) {
    case 1:
      return { status: 404, body: { error: 'unknown pre-enrollment code' } }
    case 2:
      return known({ status: 'biometrics_complete', collection_from: addDays(today, IN_A_WEEK) })
    case 3:
      return known({ status: 'biometrics_complete' })
    case 4:
      return known({ center_code: OTHER_CENTER })
    case 5:
      return known({ appointment_date: addDays(today, 1) })
    case 6:
      return known({ status: 'ready_for_collection' })
    case 7:
      return known({ status: 'ready_for_biometrics', appointment_date: today }, 'NEW_APPLICATION')
    case 8:
      return { ...known({}), afterMs: SLOW_MS }
    case 9:
      return { status: 500, body: { error: 'out of order' } }
    case 10:
      return { body: { valid: false } }
    case 11:
      return { body: 'not an answer' }
    default:
      return known({})
  }
}

function known(facts: Readonly<Record<string, string>>, service?: string): Answer {
  return { body: { valid: true, citizen_data: { ...PERSON, ...(service && { service_type: service }) }, ...facts } }
}

function refuseKey(request: IncomingMessage, response: ServerResponse): void {
  request.resume()
  tell(response, { status: 401, body: { error: 'unknown key' } })
}

function tell(response: ServerResponse, { status = 200, body }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(typeof body === 'string' ? body : JSON.stringify(body))
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : port)
    })
  })
}

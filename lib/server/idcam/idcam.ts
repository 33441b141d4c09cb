import {
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  handleAll,
  isBrokenCircuitError,
  TimeoutStrategy,
  timeout,
  wrap,
} from 'cockatiel'
import type { Logger } from 'pino'
import type { CodeSaid } from '@/lib/domain/code-check'
import type { DurationMs, PreEnrollmentCode } from '@/lib/domain/ids'
import { factsOf } from './idcam-answer'

export type IdcamSettings = {
  /** Without a slash at its end. */
  readonly url: string
  readonly key: string
}

export type IdcamPorts = { readonly fetch: typeof fetch; readonly log: Pick<Logger, 'warn' | 'info'> }

/** A visitor at a kiosk waits for it. */
const ANSWER_MS_MAX: DurationMs = 2_500
/** The specification's: after so many failures in a row nobody asks for so long. */
const FAILURES_MAX = 5
const PAUSE_MS: DurationMs = 30_000
const ANSWER_BYTES_MAX = 64 * 1024

/**
 * The state's system for pre-enrollment, asked for a code. Its specification puts the code into its URL; so nothing here tells
 * a URL, in a log or otherwise.
 */
export class Idcam {
  readonly #breaker = circuitBreaker(handleAll, {
    halfOpenAfter: PAUSE_MS,
    breaker: new ConsecutiveBreaker(FAILURES_MAX),
  })
  readonly #limit = timeout(ANSWER_MS_MAX, TimeoutStrategy.Aggressive)
  // Outside too: while one question finds out whether IDCAM is back, the others wait for it.
  readonly #policy = wrap(this.#limit, this.#breaker, this.#limit)
  /** The last answer that was neither yes nor no, by its status: told once, not once a visitor. */
  #refusedBy: number | null = null

  constructor(
    private readonly settings: IdcamSettings,
    private readonly ports: IdcamPorts,
  ) {
    this.#breaker.onStateChange(state => this.#tellState(state))
  }

  /** Null when it does not tell, within 2.5 s at most. Never rejects. */
  async ask(code: PreEnrollmentCode): Promise<CodeSaid> {
    try {
      return await this.#policy.execute(({ signal }) => this.#request(code, signal))
    } catch (fault) {
      if (!isBrokenCircuitError(fault)) this.ports.log.warn({ reason: reasonOf(fault) }, 'idcam: no answer')
      return null
    }
  }

  /** A 4xx is an answer of a system that is well; what fails, by the breaker's count, throws. */
  async #request(code: PreEnrollmentCode, signal: AbortSignal): Promise<CodeSaid> {
    const { url, key } = this.settings
    const response = await this.ports.fetch(`${url}/api/v1/pre-enrollment/${code}/validate`, {
      headers: { authorization: `Bearer ${key}`, accept: 'application/json' },
      cache: 'no-store',
      // Neither the code nor the key goes where somebody else sends them.
      redirect: 'error',
      signal,
    })
    if (response.ok) {
      this.#refusedBy = null
      return factsOf(await jsonOf(response))
    }
    await response.body?.cancel()
    const { status } = response
    if (status >= 500) throw new Error(`status ${status}`)
    // The page of a gateway that knows no such path says nothing of a code.
    if (status === 404 && isJson(response)) return 'unknown_code'
    this.#tellRefused(status)
    return null
  }

  #tellRefused(status: number): void {
    if (status !== this.#refusedBy) this.ports.log.warn({ status }, 'idcam: it does not take our questions')
    this.#refusedBy = status
  }

  #tellState(state: CircuitState): void {
    if (state === CircuitState.Open) this.ports.log.warn({ pauseMs: PAUSE_MS }, 'idcam: not asked for a while')
    if (state === CircuitState.Closed) this.ports.log.info('idcam: answers again')
  }
}

export function openIdcam(settings: IdcamSettings | null, log: IdcamPorts['log']): Pick<Idcam, 'ask'> {
  if (settings === null) return { ask: async () => null }
  return new Idcam(settings, { fetch, log })
}

function isJson({ headers }: Response): boolean {
  return /^application\/(\w+\+)?json\b/.test(headers.get('content-type') ?? '')
}

async function jsonOf({ body }: Response): Promise<unknown> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of body ?? []) {
    bytes += chunk.length
    if (bytes > ANSWER_BYTES_MAX) throw new RangeError('a long answer')
    chunks.push(chunk)
  }
  return JSON.parse(Buffer.concat(chunks).toString())
}

/** The kind of a fault: what it says may hold what was asked for, or what was answered. */
function reasonOf(fault: unknown): string {
  if (!(fault instanceof Error)) return typeof fault
  const { cause, name } = fault
  const isStatus = /^status \d+$/.test(fault.message)
  if (isStatus) return fault.message
  return cause instanceof Error && 'code' in cause ? `${name} ${String(cause.code)}` : name
}

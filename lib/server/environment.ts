import { z } from 'zod'

const url = z.url()

const TrustedProxies = z.coerce.number().int().min(0).max(5).default(0)

/** The code of a citizen and our key travel there: only sealed, or within this machine. */
const IdcamUrl = url.refine(text => {
  const { protocol, hostname } = new URL(text)
  return protocol === 'https:' || (protocol === 'http:' && /^(127\.0\.0\.1|localhost|\[::1\])$/.test(hostname))
}, 'must begin with https://')

/** What every server process must be told. There are no default secrets: a process without one does not start. */
const Environment = z
  .object({
    DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//),
    /** All other keys are derived from it. At least 32 characters, from a real source of randomness. */
    GUICHET_SECRET: z
      .string()
      .min(32)
      .refine(isRandom, 'must come from a source of randomness, as `openssl rand -base64 32`'),
    /** Where browsers reach the web app. More than one, separated by commas: the first is the one printed in links. */
    PUBLIC_ORIGINS: z.string().transform((text, context) => {
      const origins = text.split(',').map(origin => url.safeParse(origin.trim()))
      if (origins.some(origin => !origin.success)) context.addIssue('PUBLIC_ORIGINS must be URLs separated by commas')
      return origins.flatMap(origin => (origin.success ? new URL(origin.data).origin : []))
    }),
    /** Where browsers reach the sync server; by default the same host on its own port. */
    SYNC_PUBLIC_URL: z
      .string()
      .regex(/^wss?:\/\//)
      .optional(),
    /** Proxies of ours before the web app, each of which appends to `X-Forwarded-For` the address it was called from. */
    TRUSTED_PROXIES: TrustedProxies,
    SYNC_PORT: z.coerce.number().int().min(0).max(65_535).default(3001),
    /** Where the sync server listens to the web app, which must be reachable from no other machine unless the two run apart. */
    INTERNAL_HOST: z.string().min(1).default('127.0.0.1'),
    /** By default the port after the sync server's. */
    INTERNAL_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
    /** Where the web app finds that; by default where this environment has the sync server listen. */
    SYNC_INTERNAL_URL: z
      .string()
      .regex(/^https?:\/\/[^/]+$/)
      .optional(),
    /** Where codes are checked, and the key that it asks for. Without it no code is checked before the station. */
    IDCAM_API_URL: IdcamUrl.optional(),
    IDCAM_API_KEY: z.string().min(1).optional(),
    LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  })
  .refine(({ IDCAM_API_URL, IDCAM_API_KEY }) => (IDCAM_API_URL === undefined) === (IDCAM_API_KEY === undefined), {
    path: ['IDCAM_API_KEY'],
    message: 'goes with IDCAM_API_URL',
  })

export type ServerEnvironment = {
  readonly databaseUrl: string
  readonly secret: string
  readonly publicOrigins: readonly string[]
  readonly syncPublicUrl: string | null
  readonly syncPort: number
  /** 0 for one that the system chooses, as with `syncPort`. */
  readonly internalPort: number
  readonly internalHost: string
  /** Without a slash at its end. */
  readonly syncInternalUrl: string
  /** Null where no code is checked before the station. */
  readonly idcam: { readonly url: string; readonly key: string } | null
  readonly logLevel: string
}

/** @throws Error that names each variable that is missing or wrong, and never its value. */
export function readEnvironment(source: NodeJS.ProcessEnv = process.env): ServerEnvironment {
  const parsed = Environment.safeParse(source)
  if (!parsed.success) {
    const names = parsed.error.issues.map(issue => `${issue.path.join('.')} (${issue.message})`)
    throw new Error(`environment: ${names.join(', ')}`)
  }
  const { IDCAM_API_URL: idcamUrl, IDCAM_API_KEY: idcamKey } = parsed.data
  const { SYNC_PORT, INTERNAL_HOST, INTERNAL_PORT = SYNC_PORT === 0 ? 0 : SYNC_PORT + 1 } = parsed.data
  return {
    databaseUrl: parsed.data.DATABASE_URL,
    secret: parsed.data.GUICHET_SECRET,
    publicOrigins: parsed.data.PUBLIC_ORIGINS,
    syncPublicUrl: parsed.data.SYNC_PUBLIC_URL ?? null,
    syncPort: SYNC_PORT,
    internalPort: INTERNAL_PORT,
    internalHost: INTERNAL_HOST,
    syncInternalUrl: parsed.data.SYNC_INTERNAL_URL ?? `http://${inUrl(INTERNAL_HOST)}:${INTERNAL_PORT}`,
    idcam: idcamUrl && idcamKey ? { url: idcamUrl.replace(/\/+$/, ''), key: idcamKey } : null,
    logLevel: parsed.data.LOG_LEVEL,
  }
}

function inUrl(host: string): string {
  return host.includes(':') ? `[${host}]` : host
}

/** By itself, as it is needed before a server has anything else to do; a wrong one is told by `readEnvironment` too. */
export function readTrustedProxies(source: NodeJS.ProcessEnv = process.env): number {
  return TrustedProxies.parse(source.TRUSTED_PROXIES)
}

/** Of 32 random characters, even of hexadecimal ones, fewer than nine different come up three times in a million. */
const DIFFERENT_CHARACTERS_MIN = 9
/** What stands in examples, in documentation and in tests is known to everybody. */
const PLACEHOLDER = /secret|change.?me|example|default|password|guichet|0123456789/i

/** Rather a start refused than a national installation whose keys can be guessed. */
function isRandom(secret: string): boolean {
  return new Set(secret).size >= DIFFERENT_CHARACTERS_MIN && !PLACEHOLDER.test(secret) && !/\s/.test(secret)
}

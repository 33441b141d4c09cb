import * as z from 'zod/mini'
import { Agent, Center, MeasuredDay, Message, Service, Station } from '@/lib/domain/catalogue'
import { CenterId, DeviceId, ServiceDay, Surface } from '@/lib/domain/ids'

/** What a request can be told, as `application/problem+json`. One table gives every status. */
export const PROBLEMS = {
  invalid_request: 400,
  code_unknown: 404,
  code_used: 409,
  code_expired: 410,
  no_issuer_digit: 409,
  device_unknown: 401,
  /** It was enrolled once, and an administrator has ended that: it erases its keys and says whom to call. */
  device_revoked: 403,
  bad_signature: 401,
  token_invalid: 401,
  /** The device came back with an older boot than the server has seen: it must enroll again. */
  store_lost: 409,
  /** No such account, or another password: nobody learns which. */
  wrong_credentials: 401,
  /** Nobody is signed in, or his session has ended. */
  signed_out: 401,
  /** The role or the center of who is signed in does not allow it. */
  not_allowed: 403,
  /** It was sent by a page that is not ours. */
  foreign_origin: 403,
  /** The page was open for too long, or in a browser that keeps no cookies. */
  form_expired: 403,
  password_change_required: 403,
  password_wrong: 403,
  password_same: 400,
  password_too_short: 400,
  password_too_long: 400,
  password_too_common: 400,
  password_like_id: 400,
  employee_id_invalid: 400,
  employee_id_taken: 409,
  link_unknown: 404,
  link_used: 409,
  link_expired: 410,
  administrator_exists: 409,
  not_found: 404,
  /** Somebody else has changed it since it was read. */
  changed_meanwhile: 409,
  /** Another service of the center has this letter; a station this number; a row this code. */
  letter_taken: 409,
  number_taken: 409,
  code_taken: 409,
  time_zone_unknown: 400,
  hours_invalid: 400,
  holiday_twice: 400,
  service_unknown: 400,
  station_unknown: 400,
  /** Tickets of today stand on it, or the last of its kind would go. */
  still_in_use: 409,
  rules_not_ahead: 400,
  rules_invalid: 409,
  ends_before_start: 400,
  alert_without_end: 400,
  /** The queue of today does not allow it: the refusal of the domain stands beside it. */
  refused: 409,
  /** `Retry-After` says when there is more. */
  too_many_requests: 429,
  unavailable: 503,
} as const
export type ProblemCode = keyof typeof PROBLEMS
export const Problem = z.object({
  code: z.string(),
  status: z.int(),
  /** Which field of the form it is about, where it is about one. */
  field: z.optional(z.string()),
})

/** Letters and digits of a one-time code: no look-alikes (no 0 O 1 I L 5 S 2 Z 8 B). */
export const ENROLLMENT_CODE_ALPHABET = '34679ACDEFGHJKMNPQRTUVWXY'
export const ENROLLMENT_CODE_LENGTH = 8
export const EnrollmentCode = z.string().check(z.regex(/^[34679ACDEFGHJKMNPQRTUVWXY]{8}$/))

/** An ECDSA P-256 public key. */
export const PublicKeyJwk = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string().check(z.maxLength(64)),
  y: z.string().check(z.maxLength(64)),
})
export type PublicKeyJwk = z.infer<typeof PublicKeyJwk>

/** The key to which a center's kiosks seal what visitors type, and its name. */
export const IntakeKey = z.extend(PublicKeyJwk, { kid: z.string().check(z.maxLength(32)) })
export type IntakeKey = z.infer<typeof IntakeKey>

/** POST /api/v1/devices/enroll */
export const EnrollRequest = z.strictObject({ code: EnrollmentCode, public_key: PublicKeyJwk })
export const EnrollResponse = z.object({
  device_id: DeviceId,
  surface: Surface,
  label: z.string(),
  issuer_digit: z.nullable(z.int()),
  center: Center,
})
export type EnrollResponse = z.infer<typeof EnrollResponse>

/** POST /api/v1/sync/nonce */
export const NonceRequest = z.strictObject({ device_id: DeviceId })
export const NonceResponse = z.object({ nonce: z.string() })

/** POST /api/v1/sync/ticket: `signature` is ECDSA P-256 with SHA-256 over the UTF-8 bytes of `<nonce>.<boot>`, r and s, base64url. */
export const SyncTicketRequest = z.strictObject({
  device_id: DeviceId,
  nonce: z.string().check(z.maxLength(256)),
  signature: z.string().check(z.maxLength(128)),
  /** The device's current boot (`Replica.boot`). One older than the server has seen: the store was lost or rolled back. */
  boot: z.int().check(z.gte(0)),
})
export const SyncTicketResponse = z.object({
  ws_url: z.string(),
  token: z.string(),
  /** Milliseconds since the epoch, by the server's clock. */
  server_time: z.int(),
  session_expires: z.int(),
  /** Keys for code marks by service day, base64url; for surfaces that check citizens in. Some days ahead, for outages. */
  mark_keys: z.record(ServiceDay, z.string()),
  /** For kiosks. Absent while the server cannot tell: what the kiosk has is then still good. */
  intake_key: z.optional(IntakeKey),
})
export type SyncTicketResponse = z.infer<typeof SyncTicketResponse>

/** What a token says of its bearer (a JWT signed by the server). */
export const TokenClaims = z.object({
  device: DeviceId,
  center: CenterId,
  surface: Surface,
  /** It is a person's console: no device, and told of all devices. */
  console: z.optional(z.literal(true)),
  /** Seconds since the epoch: a socket must be opened with it before this, its session ends at `exp`. */
  connect_by: z.int(),
  exp: z.int(),
})
export type TokenClaims = z.infer<typeof TokenClaims>

/** GET /api/v1/catalogue/{collection}?since=&limit= */
export const CATALOGUE_COLLECTIONS = ['centers', 'services', 'stations', 'agents', 'messages', 'measured'] as const
export type CatalogueCollection = (typeof CATALOGUE_COLLECTIONS)[number]

const pulled = { revision: z.int() }
export const CATALOGUE_ROWS = {
  centers: z.extend(Center, pulled),
  services: z.extend(Service, pulled),
  stations: z.extend(Station, pulled),
  agents: z.extend(Agent, pulled),
  messages: z.extend(Message, pulled),
  /** What a center measured, apart from its row: long, and changed once a day. Its revision is a digest of it. */
  measured: z.object({ id: CenterId, measuredDays: z.array(MeasuredDay), ...pulled }),
} as const

/** `checkpoint` is the revision of the last row: a cursor in commit order, never a time. */
export const CatalogueQuery = z.object({
  since: z.int().check(z.gte(0)),
  limit: z.int().check(z.gte(1), z.lte(500)),
  /** From a program that pulls `measured`: the row of the center comes without what was measured. */
  measured: z.optional(z.literal('apart')),
})
export type CatalogueQuery = z.infer<typeof CatalogueQuery>
export const CataloguePage = z.object({ rows: z.array(z.unknown()), checkpoint: z.int() })

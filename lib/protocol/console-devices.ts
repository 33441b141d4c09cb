import * as z from 'zod/mini'
import { DeviceId, Surface } from '@/lib/domain/ids'
import { DeviceHealth } from './console'

/** GET /centers/{center}/devices: all that were ever enrolled. Times are milliseconds since the epoch. */
export const DeviceRow = z.object({
  id: DeviceId,
  surface: Surface,
  label: z.string(),
  /** Of a kiosk: it stands in its ticket numbers. */
  issuerDigit: z.nullable(z.int()),
  enrolledAt: z.int(),
  /** When it last began a session; null before the first. */
  lastSeenAt: z.nullable(z.int()),
  /** What it last said of itself, and when; null also when a newer program says it otherwise. */
  health: z.catch(z.nullable(DeviceHealth), null),
  healthAt: z.nullable(z.int()),
  revokedAt: z.nullable(z.int()),
})
export type DeviceRow = z.infer<typeof DeviceRow>

/** POST /centers/{center}/devices/{device}/move: answers a `DeviceCode`. */
export const DeviceMove = z.strictObject({ surface: Surface })

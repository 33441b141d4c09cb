import { join } from 'node:path'
import type { Version } from '@/tests/sim/program'
import { bundle, type SourceChange } from './bundle'

const CODEC = 'lib/protocol/event-codec.ts'

/**
 * The device's whole program with another table of the wire: one of before a ticket's new life (it knows neither types
 * from code 35 on, nor what was appended to calls and check-ins), and one of the years to come, which says what nobody
 * else knows.
 */
const CHANGES: Readonly<Record<Exclude<Version, 'today'>, readonly SourceChange[]>> = {
  older: [
    {
      file: CODEC,
      from: '.map(([type, layout]) => [layout.code, { type, layout }])',
      to: `.filter(([, { code }]) => code < 35)
    .map(([type, layout]) => [layout.code, { type, layout: { ...layout, fields: layout.fields.slice(0, { 20: 4, 30: 1 }[layout.code] ?? 9) } }])`,
    },
  ],
  newer: [
    {
      file: CODEC,
      from: 'export const EVENT_LAYOUTS: Record<EventType, Layout> = {',
      to: `export const EVENT_LAYOUTS: Record<EventType, Layout> = {
  'center.noted.v1': { code: 240, ofTicket: false, fields: [['note', 'text'], ['half', 'intOrNull']] },`,
    },
    {
      file: 'lib/domain/roles.ts',
      from: 'AUTHORS[event.type]',
      to: '(AUTHORS[event.type] ?? anyWriter)',
    },
  ],
}

/** Writes `older.mjs` and `newer.mjs` into the folder. */
export async function bundleVersions(folder: string): Promise<void> {
  await Promise.all(
    Object.entries(CHANGES).map(([version, changes]) =>
      bundle('tests/sim/program.ts', join(folder, `${version}.mjs`), changes),
    ),
  )
}

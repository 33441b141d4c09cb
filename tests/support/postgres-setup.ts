import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { migrate } from '@/lib/server/migrate'
import { ensureEmbeddedDatabase } from '@/scripts/postgres'

declare module 'vitest' {
  interface ProvidedContext {
    /** The cluster's own database, to create and drop others from. */
    readonly adminUrl: string
  }
}

/** A migrated database that nobody connects to, since Postgres copies a template only while it is at rest. */
export const TEMPLATE_DATABASE = 'guichet_template'

/**
 * One cluster for the whole run, made by the programs npm brought (so each run tries them out), in a folder of its own: two runs on one
 * machine do not meet.
 *
 * @returns what stops and removes it after the last test
 */
export default async function setUpPostgres(project: TestProject): Promise<() => Promise<void>> {
  process.env.GUICHET_EMBEDDED_PG = 'npm'
  const dir = join(tmpdir(), `guichet-test-${process.pid}`)
  const server = await ensureEmbeddedDatabase({ dir, port: 16_432, database: TEMPLATE_DATABASE })
  await migrate(server.url)
  project.provide('adminUrl', server.url.replace(TEMPLATE_DATABASE, 'postgres'))

  return async () => {
    await server.stop()
    rmSync(dir, { recursive: true, force: true })
  }
}

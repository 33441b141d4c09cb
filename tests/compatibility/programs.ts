import { readdirSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { OLDEST_CLIENT_VERSION } from '@/lib/protocol/version'
import type { FrozenClient, FrozenServer } from './frozen'

export type FrozenVersion = { readonly version: number; readonly client: FrozenClient; readonly server: FrozenServer }

const FOLDER = 'tests/fixtures'

/** The programs of earlier versions that are still served, oldest first. */
export async function frozenVersions(): Promise<readonly FrozenVersion[]> {
  const versions = readdirSync(FOLDER)
    .map(name => Number(/^v(\d+)$/.exec(name)?.[1]))
    .filter(version => version >= OLDEST_CLIENT_VERSION)
    .sort((a, b) => a - b)
  return await Promise.all(
    versions.map(async version => {
      const load = (side: string): Promise<unknown> => import(pathToFileURL(`${FOLDER}/v${version}/${side}.mjs`).href)
      // reason: `scripts/freeze.ts` made both of entries that have these types
      return { version, client: (await load('client')) as FrozenClient, server: (await load('server')) as FrozenServer }
    }),
  )
}

import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Database } from '@/lib/server/database'
import type { RunningDatabase } from '@/scripts/postgres'

/** A full disk under the table that every stored batch makes longer. */
export type FullDisk = {
  /** Whether it is a disk, or a trigger that says what Postgres says of a full one. */
  readonly isReal: boolean
  /** Call it once Postgres runs. */
  lay(database: Database, postgres: RunningDatabase): Promise<void>
  fill(database: Database): Promise<void>
  free(database: Database): Promise<void>
  remove(): void
}

const SIZE = '4m'

/** A file system of its own where this process may make one (as root); a trigger elsewhere. */
export function fullDisk(): FullDisk {
  const place = mkdtempSync(join(tmpdir(), 'guichet-disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE}`, 'tmpfs', place], { stdio: 'ignore' })
    return realDisk(place)
  } catch {
    // reason: most users may not mount; what the server sees is the same
    rmSync(place, { recursive: true })
    return toldDisk
  }
}

function realDisk(place: string): FullDisk {
  const space = join(place, 'space')
  const filler = join(place, 'filler')
  return {
    isReal: true,
    async lay(database, { postmasterPid }) {
      const { uid, gid } = statSync(`/proc/${postmasterPid}`)
      mkdirSync(space, { mode: 0o700 })
      execFileSync('chown', [`${uid}:${gid}`, place, space])
      await unsafely(database, `create tablespace small_disk location '${space}'`)
      await unsafely(database, 'alter table sync_update set tablespace small_disk')
    },
    fill() {
      try {
        writeFileSync(filler, Buffer.alloc(64 * 1024 * 1024))
      } catch {
        // reason: it writes until there is no room, which is what it is for
      }
      return Promise.resolve()
    },
    free() {
      rmSync(filler)
      return Promise.resolve()
    },
    remove() {
      execFileSync('umount', [place])
      rmSync(place, { recursive: true })
    },
  }
}

const toldDisk: FullDisk = {
  isReal: false,
  async lay(database) {
    await unsafely(
      database,
      `create function disk_is_full() returns trigger language plpgsql as $$ begin
         raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$`,
    )
  },
  async fill(database) {
    await unsafely(database, 'create trigger disk_is_full before insert on sync_update execute function disk_is_full()')
  },
  async free(database) {
    await unsafely(database, 'drop trigger disk_is_full on sync_update')
  },
  remove: () => undefined,
}

async function unsafely(database: Database, statement: string): Promise<void> {
  await database.sql(Object.assign([statement], { raw: [statement] }))
}

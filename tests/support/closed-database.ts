import postgres from 'postgres'

/** Postgres refuses every connection to this database from now on, and ends those that there are. */
export async function refuseConnections(url: string): Promise<void> {
  const name = nameOf(url)
  await fromNextDoor(url, `alter database ${name} with allow_connections false`)
  await fromNextDoor(url, `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`)
}

export async function allowConnections(url: string): Promise<void> {
  await fromNextDoor(url, `alter database ${nameOf(url)} with allow_connections true`)
}

/** @param statement made of our own names only */
async function fromNextDoor(url: string, statement: string): Promise<void> {
  const admin = new URL(url)
  admin.pathname = 'postgres'
  const sql = postgres(admin.href, { max: 1 })
  try {
    await sql.unsafe(statement)
  } finally {
    await sql.end({ timeout: 5 })
  }
}

function nameOf(url: string): string {
  return new URL(url).pathname.slice(1)
}

import { randomUUID } from 'node:crypto'
import postgres from 'postgres'
import { inject } from 'vitest'
import { createDatabase, type Database, type DatabaseOptions } from '@/lib/server/database'
import { TEMPLATE_DATABASE } from './postgres-setup'

export type TestDatabase = {
  readonly url: string
  readonly database: Database
  /** Closes `database` and removes the data. Connections of others are ended. */
  drop(): Promise<void>
}

/** A fresh, migrated, empty database. Make one per test file in `beforeAll`, drop it in `afterAll`. */
export async function openTestDatabase(options: DatabaseOptions = {}): Promise<TestDatabase> {
  return await open(TEMPLATE_DATABASE, options)
}

/** A database without any of our tables. */
export async function openUnmigratedDatabase(options: DatabaseOptions = {}): Promise<TestDatabase> {
  return await open('template1', options)
}

/** A copy of a test database, as a restore elsewhere is one. The original's connections are ended: Postgres copies at rest. */
export async function openCopyOf(original: TestDatabase, options: DatabaseOptions = {}): Promise<TestDatabase> {
  await asAdmin(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${nameOf(original.url)}'`)
  return await open(nameOf(original.url), options)
}

async function open(template: string, options: DatabaseOptions): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await asAdmin(`create database ${name} template ${template}`)

  const url = new URL(inject('adminUrl'))
  url.pathname = name
  const database = createDatabase(url.href, { poolSize: 10, ...options })
  return {
    url: url.href,
    database,
    async drop() {
      await database.close()
      await asAdmin(`drop database ${name} with (force)`)
    },
  }
}

/** @param statement made of our own names only */
async function asAdmin(statement: string): Promise<void> {
  const sql = postgres(inject('adminUrl'), { max: 1 })
  try {
    await sql.unsafe(statement)
  } finally {
    await sql.end({ timeout: 5 })
  }
}

function nameOf(url: string): string {
  return new URL(url).pathname.slice(1)
}

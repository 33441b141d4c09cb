import { is } from 'drizzle-orm'
import {
  getMaterializedViewConfig,
  getTableConfig,
  getViewConfig,
  isPgMaterializedView,
  isPgView,
  PgColumn,
  PgTable,
} from 'drizzle-orm/pg-core'
import type { Database } from '@/lib/server/database'

/** Every fact about one relation that schema and database must agree on, as lines that can be compared and read in a report. */
type Relation = { readonly name: string; readonly facts: readonly string[] }

/** Partition keys, which the schema language cannot say. */
const PARTITION_KEYS: Readonly<Record<string, string>> = { queue_entries: 'RANGE (service_day)' }

/**
 * What the schema files and the database say differently.
 *
 * @param schema the exports of the schema files
 * @returns one line per difference, e.g. `agents: only in the database: column shoe_size text null`
 */
export async function schemaDrift(database: Database, schema: readonly unknown[]): Promise<string[]> {
  const declared = schema.map(relationOf).filter(relation => relation !== undefined)
  const real = await relationsIn(database)
  const names = new Set([...declared, ...real].map(relation => relation.name))
  return [...names].sort().flatMap(name => {
    const inSchema = declared.find(relation => relation.name === name)?.facts ?? []
    const inDatabase = real.find(relation => relation.name === name)?.facts ?? []
    return [
      ...inSchema.filter(fact => !inDatabase.includes(fact)).map(fact => `${name}: only in the schema: ${fact}`),
      ...inDatabase.filter(fact => !inSchema.includes(fact)).map(fact => `${name}: only in the database: ${fact}`),
    ]
  })
}

function relationOf(declared: unknown): Relation | undefined {
  if (is(declared, PgTable)) return tableOf(declared)
  const view = isPgView(declared)
    ? getViewConfig(declared)
    : isPgMaterializedView(declared)
      ? getMaterializedViewConfig(declared)
      : undefined
  if (!view) return undefined
  const columns = Object.values(view.selectedFields).filter(field => is(field, PgColumn))
  return { name: view.name, facts: columns.map(column => `column ${column.name} ${typeOf(column)} null`) }
}

function tableOf(table: PgTable): Relation {
  const config = getTableConfig(table)
  const keyColumns = config.primaryKeys.flatMap(key => key.columns.map(column => column.name))
  const columns = config.columns.map(column => {
    const required = column.notNull || column.primary || keyColumns.includes(column.name)
    return `column ${column.name} ${typeOf(column)} ${required ? 'not null' : 'null'}${column.generated ? ' generated' : ''}`
  })
  const singleKey = config.columns.some(column => column.primary) ? [`key ${config.name}_pkey`] : []
  const partitionKey = PARTITION_KEYS[config.name]
  return {
    name: config.name,
    facts: [
      ...columns,
      ...singleKey,
      ...config.primaryKeys.map(key => `key ${key.getName()}`),
      ...config.uniqueConstraints.map(constraint => `key ${constraint.name}`),
      ...config.columns.filter(column => column.isUnique).map(column => `key ${column.uniqueName}`),
      ...config.checks.map(check => `check ${check.name}`),
      ...config.foreignKeys.map(foreignKey => `foreign key ${foreignKey.getName()}`),
      ...config.indexes.map(index => `index ${index.config.name}`),
      ...(partitionKey ? [`partitioned by ${partitionKey}`] : []),
    ],
  }
}

/** The column's type, spelled as Postgres spells it. */
function typeOf(column: PgColumn): string {
  return column
    .getSQLType()
    .replace(/^serial$/, 'integer')
    .replace(/^char\(/, 'character(')
    .replace(/^time$/, 'time without time zone')
    .replace(/^numeric\((\d+), (\d+)\)$/, 'numeric($1,$2)')
}

/** Tables, views and materialized views of the public schema; a partition belongs to its parent. */
async function relationsIn(database: Database): Promise<Relation[]> {
  const rows = await database.sql<{ name: string; facts: string[] }[]>`
    select relation.relname as name, array(
      select format('column %s %s %s%s', attname, format_type(atttypid, atttypmod),
               case when attnotnull then 'not null' else 'null' end, case when attgenerated = '' then '' else ' generated' end)
        from pg_attribute where attrelid = relation.oid and attnum > 0 and not attisdropped
      union all
      select case contype when 'c' then 'check ' when 'f' then 'foreign key ' else 'key ' end || conname
        from pg_constraint where conrelid = relation.oid
      union all
      select 'index ' || index_class.relname
        from pg_index join pg_class index_class on index_class.oid = indexrelid
        where indrelid = relation.oid and relation.relkind <> 'm'
          and not exists (select from pg_constraint where conindid = indexrelid and conrelid = relation.oid)
      union all
      select 'partitioned by ' || pg_get_partkeydef(relation.oid) where relation.relkind = 'p'
    ) as facts
    from pg_class relation
    where relation.relnamespace = 'public'::regnamespace and relation.relkind in ('r', 'p', 'v', 'm') and not relation.relispartition`
  return [...rows]
}

import { defineConfig } from 'drizzle-kit'

// Used by `npm run db:generate` alone, which compares the schema with the last snapshot and needs no database. `push` and `pull` are
// not used: neither understands partitions.
export default defineConfig({
  dialect: 'postgresql',
  // The tests lie beside the schema, and drizzle-kit would run them.
  schema: './drizzle/schema/!(*.test).ts',
  out: './drizzle/migrations',
})

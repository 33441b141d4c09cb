import { defineConfig } from 'drizzle-kit'

// Used by `npm run db:generate` alone, which compares the schema with the last snapshot and needs no database. `push` and `pull` are
// not used: neither understands partitions.
export default defineConfig({
  dialect: 'postgresql',
  schema: './drizzle/schema/*.ts',
  out: './drizzle/migrations',
})

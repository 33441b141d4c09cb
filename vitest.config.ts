import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const alias = { '@': fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '') }

export default defineConfig({
  resolve: { alias },
  test: {
    // Vitest waits 1 s: not enough for a browser's store on a machine that does two things at once.
    expect: { poll: { timeout: 15_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{app,components,drizzle,lib,scripts,sync-server,tests}/**/*.{test,prop.test}.{ts,tsx}'],
          exclude: ['**/*.pg.test.ts', '**/*.web.test.{ts,tsx}'],
          // For what hangs. How long the properties take on a busy machine says nothing about them.
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['{lib,sync-server,drizzle,scripts,app,tests}/**/*.pg.test.ts'],
          globalSetup: 'tests/support/postgres-setup.ts',
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'web',
          include: ['tests/web/*.web.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})

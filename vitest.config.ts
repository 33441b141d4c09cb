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
          exclude: ['**/*.pg.test.ts', '**/*.web.test.{ts,tsx}', '**/*.sim.test.ts'],
          // The program is loaded once for all files and not for each: two thirds of the time. No test leaves a stub behind.
          isolate: false,
          // For what hangs. How long the properties take on a busy machine says nothing about them.
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          // Its clock is virtual: whatever else ran there would wait for ever.
          name: 'simulation',
          include: ['tests/sim/*.sim.test.ts'],
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
          // The pages are bundled once for the files that a worker runs.
          isolate: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})

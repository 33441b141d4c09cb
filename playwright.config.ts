import { defineConfig } from '@playwright/test'
import { CHROMIUM } from './tests/support/chromium'

export default defineConfig({
  testDir: 'tests/e2e',
  // Each journey has a stack of its own, on ports of its own, and waits more than it works.
  workers: 3,
  projects: [{ name: 'journeys' }],
  retries: 0,
  forbidOnly: true,
  // For what hangs: three journeys share two cores.
  timeout: 300_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: {
    actionTimeout: 20_000,
    browserName: 'chromium',
    launchOptions: CHROMIUM,
    locale: 'fr-FR',
    timezoneId: 'Africa/Douala',
    // Not a trace: it films every page of every journey, for the one that may fail.
    screenshot: 'only-on-failure',
  },
})

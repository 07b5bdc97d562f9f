import { defineConfig } from '@playwright/test';
import { systemBrowser } from '@/lib/tools/dev/browser.mjs';

/**
 * What Playwright switches off, but for the partitioning of what a frame of another site stores: people's browsers have
 * it, and the widget stands in such a frame. The last list of a switch counts.
 */
const SWITCHED_OFF = [
  ...['HttpsUpgrades', 'HttpsFirstBalancedModeAutoEnable', 'LensOverlay', 'MediaRouter', 'PaintHolding'],
  ...['OptimizationHints', 'NetworkTimeServiceQuerying', 'AimEnabled', 'PreconnectToSearch', 'Translate'],
  ...['AvoidCorsURLLoaderRestartOnRedirect', 'DestroyProfileOnBrowserClose'],
];

export default defineConfig({
  testDir: 'e2e',
  globalSetup: './e2e/global-setup.ts',
  // One server and one database for all: what two files would disturb in each other is in an org of its own.
  workers: 2,
  fullyParallel: false,
  retries: 0,
  forbidOnly: true,
  timeout: 1_200_000,
  // For slow machines: waiting ends with what is waited for. All limits are ten times what a common machine needs.
  expect: { timeout: 90_000 },
  reporter: 'list',
  use: {
    baseURL: process.env.E2E_BASE_URL,
    // What is not there is not waited for until the whole test runs out of time.
    actionTimeout: 90_000,
    navigationTimeout: 180_000,
    locale: 'en-US',
    timezoneId: 'America/Chicago',
    // Recording what may be of use once costs the runner a sixth of its work: `TRACE=on npm test -- e2e/…` records.
    trace: process.env.TRACE ? 'retain-on-failure' : 'off',
    screenshot: 'only-on-failure',
    // Nobody waits for what slides in.
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: {
      executablePath: systemBrowser(),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        `--disable-features=${SWITCHED_OFF.join(',')}`,
      ],
    },
  },
});

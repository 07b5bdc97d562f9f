import { defineConfig } from '@playwright/test';
import tests from '@/playwright.config';

/** `npm run screenshots`: the pictures of docs/screenshots, with the browser and the server of the tests. */
export default defineConfig({ ...tests, testDir: '.', testMatch: 'screenshots.ts', globalSetup: './global-setup.ts' });

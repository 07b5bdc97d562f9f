/** Pictures for whoever looks at what a test shows: `E2E_SHOTS=folder npm run test:e2e -- name`. Without it, none is taken. */
import { mkdirSync } from 'node:fs';
import type { Page } from '@playwright/test';

const SHOTS = process.env.E2E_SHOTS;
if (SHOTS) mkdirSync(SHOTS, { recursive: true });

/** What is on `page` now, whole: light, dark and as wide as a telephone. Leaves it light and as wide as it was. */
export async function shot(page: Page, name: string): Promise<void> {
  if (!SHOTS) return;
  const size = page.viewportSize();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: `${SHOTS}/${name}-${colorScheme}.png`, fullPage: true });
  }
  await page.emulateMedia({ colorScheme: 'light' });
  if (!size || size.width < 600) return;
  await page.setViewportSize({ width: 390, height: 844 });
  await page.screenshot({ path: `${SHOTS}/${name}-390.png`, fullPage: true });
  await page.setViewportSize(size);
}

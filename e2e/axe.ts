/** What axe finds in a page as it stands: WCAG 2.2 A and AA, serious and critical. */
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** Dialogs appear by an animation; a colour half way is not the one people read. */
export const STILL = { reducedMotion: 'reduce' } as const;

/** Rules about colours: all that can differ when only the colours do. */
const OF_COLOURS = ['color-contrast', 'link-in-text-block'];

async function violationsOf(page: Page, colorScheme: 'light' | 'dark'): Promise<string[]> {
  await page.emulateMedia({ colorScheme, ...STILL });
  await expect(page.locator('html')).toHaveClass(new RegExp(`\\b${colorScheme}\\b`));
  // What lies under the header of a scrolled page has no size to click at.
  await page.evaluate(() => window.scrollTo(0, 0));
  // In the page itself: no screen has a frame of another site, for which another page would have to be opened each time.
  const axe = new AxeBuilder({ page }).setLegacyMode();
  const asked =
    colorScheme === 'light' ? axe.withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']) : axe.withRules(OF_COLOURS);
  const { violations } = await asked.analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`));
}

/** The same page twice: its colours follow what the browser prefers. */
export async function expectNoViolation(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    expect.soft(await violationsOf(page, colorScheme), colorScheme).toEqual([]);
  }
}

/** Which of a brand's sites its widget is seen on, so that the compliance page can say what is connected. */
import { clock } from '@/lib/platform/clock';
import type { Id } from '@/lib/platform/ids';
import { once } from '@/lib/platform/once';
import { touchSite } from '@/lib/protection/touch/widget';

/** A site is noted at most so often. */
const EVERY_MS = 10 * 60_000;
const MOST_KEPT = 10_000;

const noted = once('ways-in/widget/sites', () => new Map<string, number>());

/**
 * Notes that a page of a site asked for the frame, by what its browser says (`Referer`, of which sites keep the origin at
 * least). Sites that the brand does not name are not noted: anybody can say anything.
 */
export async function noteSite(orgId: Id, brandId: Id, origins: readonly string[], referer: string | null) {
  const site = siteOf(origins, referer);
  if (site === null) return;
  const key = `${brandId} ${site}`;
  const now = clock.nowMs();
  if ((noted.get(key) ?? 0) > now - EVERY_MS) return;
  if (noted.size >= MOST_KEPT) noted.clear();
  noted.set(key, now);
  await touchSite(orgId, brandId, site);
}

/** The site of the list, as written there, that an address is of. Pure. */
export function siteOf(origins: readonly string[], address: string | null): string | null {
  if (!address || !URL.canParse(address)) return null;
  const { origin, protocol, host } = new URL(address);
  const holds = (site: string) =>
    site === origin ||
    (site.startsWith('https://*.') && protocol === 'https:' && host.endsWith(site.slice('https://*'.length)));
  return origins.find(holds) ?? null;
}

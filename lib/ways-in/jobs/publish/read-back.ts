/** What the places of `LEDGER_PUBLISH` have of an organisation's ledger, for whoever verifies, and for whoever lets entries expire. */
import { inOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { configuredPlaces, isOfPlace } from './places';

export interface ReadBack {
  /** The newest note of each place that has one. */
  notes: string[];
  /** Hosts of places that could not be read, or have nothing any more. */
  away: string[];
}

export async function readBack(orgId: Id): Promise<ReadBack> {
  const given = new Map((await placesOf(orgId)).map(({ place, size }) => [place, size]));
  const found: ReadBack = { notes: [], away: [] };
  for (const { name, host, get } of configuredPlaces()) {
    try {
      const note = await get(`${orgId}/checkpoint`);
      if (note !== null) found.notes.push(note);
      else if ((given.get(name) ?? 0) > 0) found.away.push(host);
    } catch (error) {
      if (!isOfPlace(error)) throw error;
      found.away.push(host);
    }
  }
  return found;
}

/** How many leaves the checkpoints cover that are at every place; without places, all that there may be. */
export async function coveredAtPlaces(orgId: Id): Promise<number> {
  const sizes = new Map((await placesOf(orgId)).map(({ place, size }) => [place, size]));
  return Math.min(Number.POSITIVE_INFINITY, ...configuredPlaces().map(({ name }) => sizes.get(name) ?? 0));
}

async function placesOf(orgId: Id): Promise<{ place: string; size: number }[]> {
  const rows = await inOrg(
    orgId,
    (tx) => tx.sql<{ place: string; size: string }[]>`
      select place, size from checkpoint_places where org_id = ${orgId}`,
  );
  return rows.map(({ place, size }) => ({ place, size: Number(size) }));
}

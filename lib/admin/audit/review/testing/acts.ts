/** Acts for the review desk's tests, straight into the ledger, and the looks that find them. */
import type { Context } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { appendEntries, type NewEntry } from '@/lib/protection/ledger/append';
import { integrateOrg } from '@/lib/protection/ledger/integrate/integrate';
import { ownerSql } from '@/lib/tools/testing/database';
import { type Found, findReviews } from '../find';

export const leaveActs = (ctx: Context, entries: readonly NewEntry[]): Promise<void> =>
  inOrg(ctx.orgId, async (tx) => appendEntries(tx, ctx, entries, await keysOf(tx)));

export const revealed = (count: number): NewEntry[] =>
  Array.from({ length: count }, () => ({ action: 'record.reveal', module: 'Contacts', recordId: '70' }) as const);

export const refused = (count: number): NewEntry[] =>
  Array.from({ length: count }, () => ({ action: 'export.start', outcome: 'refused' }) as const);

/** Makes leaves of what waits, and looks through all of them. */
export async function look(orgId: Id, at: Date, most?: number): Promise<Found[]> {
  while (await integrateOrg(orgId)) {}
  const found: Found[] = [];
  for (let isFull = true; isFull; ) {
    const one = await findReviews(orgId, at, most);
    found.push(one);
    isFull = one.isFull;
  }
  return found;
}

export interface KeptItem {
  id: Id;
  rule: string;
  state: string;
  entries: number;
  personId: Id;
}

export async function itemsOf(orgId: Id): Promise<KeptItem[]> {
  const rows = await ownerSql()<KeptItem[]>`
    select id, rule, state, entries, person_id as "personId" from review_items where org_id = ${orgId} order by id`;
  return [...rows];
}

import { assertOrgRight } from '@/lib/people/auth/permissions';
import type { Context } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import { type Id, isId } from '@/lib/platform/ids';
import { mutate } from '@/lib/protection/mutate';
import { touchUnknownCalls } from '@/lib/protection/touch/widget';
import { findBrand } from './brands';
import { isCallPath, MAX_CALLS } from './call-path';

export interface UnknownCall {
  /** Below `$zoho.salesiq`. */
  path: string;
  /** Tabs of browsers in which it was called. */
  visits: number;
  /** ISO 8601. */
  lastSeenAt: string;
}

/** What the sites of a brand called and the widget does not have, the most frequent first. @throws forbidden; not_found */
export async function listUnknownCalls(ctx: Context, brandId: Id): Promise<UnknownCall[]> {
  assertOrgRight(ctx, 'manageChat');
  if (!isId(brandId)) return [];
  return inOrg(ctx.orgId, async ({ sql, orgId }) => {
    const rows = await sql<{ path: string; visits: number; last_seen_at: string }[]>`
      select path, visits, last_seen_at from chat_unknown_calls
      where org_id = ${orgId} and brand_id = ${brandId} order by visits desc, path`;
    return rows.map(({ path, visits, last_seen_at }) => {
      return { path, visits, lastSeenAt: new Date(last_seen_at).toISOString() };
    });
  });
}

/** Empties that list; what is still called comes back. @throws forbidden; not_found */
export async function forgetUnknownCalls(ctx: Context, { id }: { id: Id }): Promise<void> {
  const action = 'chat_setup.delete';
  await mutate(ctx, { action, subjectId: id }, async (tx) => {
    assertOrgRight(ctx, 'manageChat');
    const { name } = await findBrand(tx, id);
    const gone = await tx.sql`delete from chat_unknown_calls where org_id = ${tx.orgId} and brand_id = ${id}`;
    const facts = { setting: 'unknown calls', name, count: gone.count };
    return { value: undefined, entries: [{ action, subjectId: id, facts }] };
  });
}

/**
 * Counts calls that a site made in a visit. Anybody may tell us of them, so what is no name of a call is left out, and a
 * brand's list has an end. No event: nothing of it is about a person. @throws not_found when there is no such brand
 */
export async function noteUnknownCalls(orgId: Id, brandId: Id, told: readonly string[]): Promise<void> {
  const paths = [...new Set(told)].filter(isCallPath).slice(0, MAX_CALLS).sort();
  await inOrg(orgId, (tx) => findBrand(tx, brandId));
  if (paths.length > 0) await touchUnknownCalls(orgId, brandId, paths);
}

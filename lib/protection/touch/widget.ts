/** Writes without an event: what a brand’s widget met on its sites, and used proofs of work, and nothing else. */
import { writeInOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';

/** So many calls are kept for a brand: the list is for people to read. */
const MOST_UNKNOWN_CALLS = 100;

/** Counts calls that a brand's sites make and the widget does not have. @param paths names, sorted, each once */
export async function touchUnknownCalls(orgId: Id, brandId: Id, paths: readonly string[]): Promise<void> {
  await writeInOrg(orgId, 'touch', async ({ sql }) => {
    await sql`
      with kept as (
        update chat_unknown_calls set visits = least(visits + 1, 1000000), last_seen_at = now()
        where org_id = ${orgId} and brand_id = ${brandId} and path = any(${[...paths]}::text[])
        returning path
      )
      insert into chat_unknown_calls as c (org_id, brand_id, path, visits, first_seen_at, last_seen_at)
      select ${orgId}, ${brandId}, n.path, 1, now(), now() from unnest(${[...paths]}::text[]) as n (path)
      where n.path not in (select path from kept)
      order by n.path
      limit greatest(0, ${MOST_UNKNOWN_CALLS} - (
        select count(*) from chat_unknown_calls where org_id = ${orgId} and brand_id = ${brandId}))
      on conflict (org_id, brand_id, path) do update set visits = c.visits + 1, last_seen_at = excluded.last_seen_at`;
  });
}

/** Notes that a visitor's proof of work was used; those that ended by themselves go. @returns whether it was the first time. */
export async function touchSpentProof(orgId: Id, token: Buffer, expiresAt: Date): Promise<boolean> {
  return writeInOrg(orgId, 'touch', async ({ sql }) => {
    const [used] = await sql`
      insert into chat_spent_proofs (org_id, token, expires_at)
      values (${orgId}, ${token}, ${expiresAt.toISOString()}::timestamptz)
      on conflict (org_id, token) do nothing returning 1`;
    await sql`delete from chat_spent_proofs where org_id = ${orgId} and expires_at < now() - interval '1 minute'`;
    return used !== undefined;
  });
}

/** Notes that a brand's widget was seen on a site. */
export async function touchSite(orgId: Id, brandId: Id, site: string): Promise<void> {
  await writeInOrg(orgId, 'touch', async ({ sql }) => {
    await sql`
      insert into chat_sites (org_id, brand_id, site, last_seen_at) values (${orgId}, ${brandId}, ${site}, now())
      on conflict (org_id, brand_id, site) do update set last_seen_at = excluded.last_seen_at`;
  });
}

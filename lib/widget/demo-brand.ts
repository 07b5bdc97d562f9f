import { brandKeyOf } from '../chat/setup/brands';
import { everyOrgId } from '../db/every-org';
import { inOrg } from '../db/transaction';
import type { Id } from '../ids';

/**
 * The key of the oldest brand of an installation that has one org, for the page to try the chat on. Where there are
 * several orgs there is none: nobody learns from us who else is here. The key itself is public, as in every snippet.
 */
export async function demoBrandKey(): Promise<string | null> {
  const [orgId, ...others] = await everyOrgId();
  if (!orgId || others.length > 0) return null;
  return inOrg(orgId, async (tx) => {
    const [brand] = await tx.sql<{ id: Id }[]>`
      select id from chat_brands where org_id = ${orgId} order by id limit 1`;
    return brand ? brandKeyOf(orgId, brand.id) : null;
  });
}

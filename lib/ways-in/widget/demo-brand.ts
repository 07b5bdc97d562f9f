import { brandKeyOf } from '@/lib/chat/setup/brands';
import { everyOrgId } from '@/lib/platform/db/every-org';
import { inOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';

/** Key of the setting by which the seed says that an org is the demo. */
export const DEMO_SETTING = 'demo';

/**
 * The key of the demo org's oldest brand, for the page to try the chat on; null where the demo org is not. The demo is
 * the first org of its installation or it is none. The key itself is public, as in every snippet.
 */
export async function demoBrandKey(): Promise<string | null> {
  const [orgId] = await everyOrgId();
  if (!orgId) return null;
  return inOrg(orgId, async (tx) => {
    const [brand] = await tx.sql<{ id: Id }[]>`
      select b.id from chat_brands b
      join settings s on s.org_id = b.org_id and s.key = ${DEMO_SETTING}
      where b.org_id = ${orgId} order by b.id limit 1`;
    return brand ? brandKeyOf(orgId, brand.id) : null;
  });
}

import { brandKeyOf } from '@/lib/chat/setup/brands';
import { inOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import type { TestOrg } from '@/lib/tools/testing/make-org';

/** The key of the org's first brand, as its snippet names it. */
export function brandKeyOfOrg({ orgId }: TestOrg): Promise<string> {
  return inOrg(orgId, async (tx) => {
    const [brand] = await tx.sql<[{ id: Id }]>`
      select id from chat_brands where org_id = ${orgId} order by id limit 1`;
    return brandKeyOf(orgId, brand.id);
  });
}

import { assertOrgRight } from '@/lib/people/auth/permissions';
import type { Context } from '@/lib/platform/context';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import { notFound } from '@/lib/platform/errors';
import { type Id, isId } from '@/lib/platform/ids';
import { type BrandSettings, brandSettingsOf } from './brand-schema';

export interface Brand {
  id: Id;
  name: string;
  settings: BrandSettings;
}

interface BrandRow {
  id: Id;
  name: string;
  settings: unknown;
}

const toBrand = (row: BrandRow): Brand => ({ ...row, settings: brandSettingsOf(row.settings) });

/** @throws not_found */
export async function findBrand(tx: Tx, id: Id): Promise<Brand> {
  const [row] = await tx.sql<BrandRow[]>`
    select id, name, settings from chat_brands where org_id = ${tx.orgId} and id = ${id}`;
  if (!row) throw notFound('The brand');
  return toBrand(row);
}

/** One brand, for its page. @throws forbidden; not_found */
export async function getBrand(ctx: Context, id: Id): Promise<Brand> {
  assertOrgRight(ctx, 'manageChat');
  if (!isId(id)) throw notFound('The brand');
  return inOrg(ctx.orgId, (tx) => findBrand(tx, id));
}

/** All brands of the org, by name. @throws forbidden */
export async function listBrands(ctx: Context): Promise<Brand[]> {
  assertOrgRight(ctx, 'manageChat');
  return inOrg(ctx.orgId, async (tx) => {
    const rows = await tx.sql<BrandRow[]>`
      select id, name, settings from chat_brands where org_id = ${tx.orgId} order by lower(name)`;
    return rows.map(toBrand);
  });
}

/** What stands in a snippet's `data-brand`: it names the org as well, since a visitor has no session that would. */
export const brandKeyOf = (orgId: Id, brandId: Id): string => `${orgId}-${brandId}`;

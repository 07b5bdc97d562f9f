import type { Context } from '@/lib/context';
import { inOrg } from '@/lib/db/transaction';
import { metadataOf } from '@/lib/modules/metadata';
import { searchByName } from '@/lib/records/search-by-name';

/** A record as the command palette lists it. */
export interface RecordLink {
  id: string;
  name: string;
  /** The module's plural label. */
  module: string;
  href: string;
}

const MOST = 8;

/** Links to records by a part of their name. */
export async function findRecords(ctx: Context, query: string): Promise<RecordLink[]> {
  const [found, { modules }] = await Promise.all([searchByName(ctx, query, MOST), inOrg(ctx.orgId, metadataOf)]);
  const plurals = new Map(modules.map((module) => [module.apiName, module.plural]));
  return found.map(({ id, name, module }) => ({
    id,
    name,
    module: plurals.get(module) ?? module,
    href: `/m/${module}/${id}`,
  }));
}

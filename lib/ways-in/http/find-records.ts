import { metadataOf } from '@/lib/crm/modules/metadata';
import { type NamedRecord, searchByName } from '@/lib/crm/records/search-by-name';
import { searchByValue } from '@/lib/crm/records/search-by-value';
import type { Context } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';

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
export const findRecords = async (ctx: Context, query: string): Promise<RecordLink[]> =>
  linksTo(ctx, await searchByName(ctx, query, MOST));

/** Links to records that hold a text as a whole value in a field that the asker may search, or as their full name. */
export const findByValue = async (ctx: Context, query: string): Promise<RecordLink[]> =>
  linksTo(ctx, await searchByValue(ctx, query));

async function linksTo(ctx: Context, found: readonly NamedRecord[]): Promise<RecordLink[]> {
  const { modules } = await inOrg(ctx.orgId, metadataOf);
  const plurals = new Map(modules.map((module) => [module.apiName, module.plural]));
  return found.map(({ id, name, module }) => ({
    id,
    name,
    module: plurals.get(module) ?? module,
    href: `/m/${module}/${id}`,
  }));
}

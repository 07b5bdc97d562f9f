/** What the command palette finds. */
import { isConversation } from '@/lib/chat/conversations/is-conversation';
import { listRecent } from '@/lib/crm/home/recent';
import { metadataOf } from '@/lib/crm/modules/metadata';
import { searchById } from '@/lib/crm/records/search-by-id';
import { type NamedRecord, searchByName } from '@/lib/crm/records/search-by-name';
import { searchByValue } from '@/lib/crm/records/search-by-value';
import { canInOrg } from '@/lib/people/rights';
import type { Context } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import { type Id, isId } from '@/lib/platform/ids';

/** A record, or a conversation, as the command palette lists it. */
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

/** Links to records by a part of their name, and to the record or the conversation whose id the query is. */
export async function findByNameOrId(ctx: Context, query: string): Promise<RecordLink[]> {
  const id = query.trim();
  const [byId, byName] = await Promise.all([isId(id) ? findById(ctx, id) : [], findRecords(ctx, query)]);
  return [...byId, ...byName.filter(({ href }) => byId.every((one) => one.href !== href))];
}

async function findById(ctx: Context, id: Id): Promise<RecordLink[]> {
  const record = await searchById(ctx, id);
  if (record) return linksTo(ctx, [record]);
  // Its page is for those who may read it: to the others it is not told that there is one.
  if (!canInOrg(ctx.rights, 'revealPhi') || !(await isConversation(ctx, id))) return [];
  return [{ id, name: `Conversation ${id}`, module: 'Chat', href: `/chat/${id}` }];
}

/** Links to records that hold a text as a whole value in a field that the asker may search, or as their full name. */
export const findByValue = async (ctx: Context, query: string): Promise<RecordLink[]> =>
  linksTo(ctx, await searchByValue(ctx, query));

/** Links to the records that the asker lately opened, made or changed, the last first. */
export const findRecent = async (ctx: Context): Promise<RecordLink[]> =>
  (await listRecent(ctx)).map(({ id, name, href, kind }) => ({ id, name, href, module: kind }));

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

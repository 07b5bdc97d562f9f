import { assertOrgRight } from '@/lib/people/auth/permissions';
import { canInOrg } from '@/lib/people/rights';
import type { Context } from '@/lib/platform/context';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { assertMayChat } from '../access';

export interface CannedResponse {
  id: Id;
  /** What follows the `/`. */
  shortName: string;
  text: string;
}

/** All of them, by short name. For operators and for whoever manages chat. @throws forbidden */
export async function listCannedResponses(ctx: Context): Promise<CannedResponse[]> {
  if (!canInOrg(ctx.rights, 'manageChat')) assertMayChat(ctx);
  return inOrg(ctx.orgId, all);
}

/** All of them, for the page where they are written. @throws forbidden */
export async function listCannedResponsesForSetup(ctx: Context): Promise<CannedResponse[]> {
  assertOrgRight(ctx, 'manageChat');
  return inOrg(ctx.orgId, all);
}

const all = (tx: Tx): Promise<CannedResponse[]> =>
  tx.sql<CannedResponse[]>`
    select id, short_name as "shortName", text from chat_canned_responses
    where org_id = ${tx.orgId} order by lower(short_name)`.execute();

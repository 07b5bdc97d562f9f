import { hasMark, isSelected } from '@/lib/crm/modules/definition';
import { metadataOf } from '@/lib/crm/modules/metadata';
import type { Context } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';

/** What a new organisation has done of what it should do first. */
export interface FirstSteps {
  users: boolean;
  hipaa: boolean;
  modules: boolean;
  marks: boolean;
  records: boolean;
}

/** How far the organisation is with its first steps; cheap enough for every visit of the start page. */
export function getFirstSteps(ctx: Context): Promise<FirstSteps> {
  return inOrg(ctx.orgId, async (tx) => {
    const { compliance, modules } = await metadataOf(tx);
    const [row] = await tx.sql<[{ users: boolean; records: boolean }]>`
      select (select count(*) from (select from users where org_id = ${tx.orgId} and active limit 2) u) > 1 as users,
        exists (select from records where org_id = ${tx.orgId}) as records`;
    return {
      users: row.users,
      hipaa: compliance.hipaaEnabled,
      modules: modules.some(isSelected),
      marks: modules.some((module) => module.fields.some(hasMark)),
      records: row.records,
    };
  });
}

import { getModule } from '@/lib/crm/modules/definition';
import { loadMetadata, metadataOf } from '@/lib/crm/modules/metadata';
import { assertFresh } from '@/lib/people/auth/fresh';
import { assertOrgRight } from '@/lib/people/auth/permissions';
import { notify } from '@/lib/people/notices/notify';
import type { Context } from '@/lib/platform/context';
import type { Sharing } from '@/lib/platform/db/schema/modules';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import { readInput } from '@/lib/platform/read-input';
import { type Mutation, mutate, unchanged } from '@/lib/protection/mutate';
import { type SharingChange, sharingChangeSchema } from './schemas';

export interface ModuleSharing {
  module: string;
  plural: string;
  sharing: Sharing;
}

/** How the records of each module are shared. @throws forbidden */
export async function listSharing(ctx: Context): Promise<ModuleSharing[]> {
  assertOrgRight(ctx, 'manageUsers');
  const { modules } = await inOrg(ctx.orgId, metadataOf);
  return modules.map(({ apiName, plural, sharing }) => ({ module: apiName, plural, sharing }));
}

/**
 * Says who sees and changes the records of a module besides their owner and the roles above. In force at the very next
 * request; officers are told when more people see them.
 * @throws forbidden; invalid; not_found
 */
export async function setSharing(ctx: Context, input: SharingChange): Promise<void> {
  const { module: apiName, sharing } = readInput(sharingChangeSchema, input);
  const attempt = { action: 'module.update', module: apiName } as const;
  const change = async (tx: Tx): Promise<Mutation<undefined>> => {
    assertOrgRight(ctx, 'manageUsers');
    assertFresh(ctx);
    const module = getModule(await loadMetadata(tx), apiName);
    if (module.sharing === sharing) return unchanged();
    await tx.sql`update modules set sharing = ${sharing} where org_id = ${tx.orgId} and id = ${module.id}`;
    if (module.sharing === 'private') {
      const facts = { by: ctx.actor.name, subject: module.plural };
      const officers = { right: 'readWholeLedger', except: ctx.actor.id } as const;
      await notify(tx, officers, { kind: 'module.shared', subjectId: module.id, facts });
    }
    const facts = { setting: 'sharing', old: module.sharing, new: sharing };
    return { value: undefined, entries: [{ ...attempt, subjectId: module.id, facts }] };
  };
  await mutate(ctx, attempt, change, 'alone');
}

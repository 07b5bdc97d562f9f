import { metadataFor } from '@/lib/crm/modules/seen';
import { assertOrgRight } from '@/lib/people/auth/permissions';
import type { Context } from '@/lib/platform/context';
import type { Id } from '@/lib/platform/ids';
import { readInput } from '@/lib/platform/read-input';
import { forgetState } from '@/lib/protection/integrity/kept-state';
import { mutate } from '@/lib/protection/mutate';
import { lockSharing } from './parties';
import { ruleIdSchema } from './schemas';
import { getRule } from './stored';

/** Deletes a sharing rule: what it shared is seen no more from the next request on. @throws forbidden; not_found */
export async function deleteRule(ctx: Context, input: { id: Id }): Promise<void> {
  const { id } = readInput(ruleIdSchema, input);
  const action = 'role.delete_rule';
  await mutate(ctx, { action, subjectId: id }, async (tx) => {
    assertOrgRight(ctx, 'manageUsers');
    await lockSharing(tx);
    const { name, moduleId } = await getRule(tx, id);
    await tx.sql`delete from sharing_rules where org_id = ${tx.orgId} and id = ${id}`;
    // Put in again by SQL, it does not count.
    await forgetState(tx, { subject: 'sharing_rule', id });
    const module = (await metadataFor(tx, ctx)).modules.find((one) => one.id === moduleId)?.apiName;
    return { value: undefined, entries: [{ action, subjectId: id, facts: { name }, ...(module && { module }) }] };
  });
}

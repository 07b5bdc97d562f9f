import { assertOrgRight } from '@/lib/auth/permissions';
import type { Context } from '@/lib/context';
import type { Tx } from '@/lib/db/transaction';
import { getModule, type ModuleDefinition, type OrgMetadata } from '@/lib/modules/definition';
import { loadMetadata } from '@/lib/modules/metadata';
import { type Attempt, type Mutation, mutate } from '@/lib/mutate';

/**
 * A change of the org's modules. Needs the right to manage modules; changes of one org follow one another, each seeing
 * what the one before it left.
 * @throws forbidden
 */
export function changeModules<T>(
  ctx: Context,
  attempt: Attempt,
  change: (tx: Tx, metadata: OrgMetadata) => Promise<Mutation<T>>,
): Promise<T> {
  return mutate(ctx, attempt, async (tx) => {
    assertOrgRight(ctx, 'manageModules');
    // The row every change of metadata bumps in the end: locking it first keeps two of them from waiting for each other.
    await tx.sql`select from orgs where org_id = ${tx.orgId} for no key update`;
    return change(tx, await loadMetadata(tx));
  });
}

/**
 * A change within one module. Waits for records being created in it (their foreign key shares the row), so that what
 * `change` finds about the module's records stays true.
 * @throws forbidden; not_found
 */
export function changeModule<T>(
  ctx: Context,
  attempt: Attempt & { module: string },
  change: (tx: Tx, module: ModuleDefinition, metadata: OrgMetadata) => Promise<Mutation<T>>,
): Promise<T> {
  return changeModules(ctx, attempt, async (tx, metadata) => {
    const module = getModule(metadata, attempt.module);
    await tx.sql`select from modules where org_id = ${tx.orgId} and id = ${module.id} for update`;
    return change(tx, module, metadata);
  });
}
